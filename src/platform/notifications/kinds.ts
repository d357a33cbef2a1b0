import type { Role } from '#platform/identity/actor.ts'

/** How a person wants to hear of a kind of thing. All but `off` put it on the page too. */
export const ways = ['page', 'mail', 'digest', 'off'] as const
export type Way = (typeof ways)[number]

type Words = Readonly<Record<'en' | 'et', string>>

/** A kind of notification, declared by the domain that tells it, with its words. */
export type NotificationKind = {
  /** `domain/what-happened`. */
  kind: string
  /** The hats it is for. Who wears none of them any more is told nothing further. */
  hats: readonly Role[]
  /** How people hear of it who have not chosen. */
  usual: Way
  name: Words
  hint: Words
  /** What happened, in one sentence; the thing's title stands beside it. */
  say(language: 'en' | 'et', data: Readonly<Record<string, unknown>>): string
}

const known = new Map<string, NotificationKind>()

/** Makes the kinds known to this process; called once by main and by tests. */
export function setNotificationKinds(kinds: readonly NotificationKind[]): void {
  known.clear()
  for (const kind of kinds) known.set(kind.kind, kind)
}

export function notificationKind(kind: string): NotificationKind | undefined {
  return known.get(kind)
}

/** The kinds a hat may be told of, in the order they were declared. */
export function kindsFor(role: string): NotificationKind[] {
  return [...known.values()].filter((kind) => kind.hats.some((hat) => hat === role))
}

export function allKinds(): NotificationKind[] {
  return [...known.values()]
}
