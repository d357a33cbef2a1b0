import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May choose what is fetched from TED, and fetch it now. */
export function mayRunFeed(actor: Actor): boolean {
  return isStaff(actor)
}
