import { eq } from 'drizzle-orm'
import { dateIn } from '#platform/clock.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { record } from '#platform/journal/journal.ts'
import { mayRunFeed } from '../policy.ts'
import { nextRun } from '../rules.ts'
import type { TenderFeedInput } from '../schema.ts'
import { tenderFeed } from '../tables.ts'

/** Chooses what is fetched from TED and when, or pauses it; `version` is the one the caller saw, 0 for none. */
export async function setFeed(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  input: TenderFeedInput,
): Promise<void> {
  if (!mayRunFeed(actor)) throw forbidden()
  const { clusterId } = actor
  const [[home], [before]] = await Promise.all([
    tx.select({ timeZone: cluster.timeZone }).from(cluster).where(eq(cluster.id, clusterId)),
    tx.select().from(tenderFeed).where(eq(tenderFeed.clusterId, clusterId)).for('update'),
  ])
  if (!home) throw notFound('This cluster')
  if ((before?.version ?? 0) !== version) throw stale(before?.version ?? 0)

  const nextRunAt = input.isOn ? nextRun(now, dateIn(home.timeZone, now), input.hour, home.timeZone) : null
  const chosen = { ...input, cpv: distinct(input.cpv), countries: distinct(input.countries), nextRunAt }
  const given = { ...chosen, version: version + 1, changedBy: actor.accountId, changedAt: now }
  const stored = await tx
    .insert(tenderFeed)
    .values({ ...given, clusterId })
    .onConflictDoUpdate({
      target: tenderFeed.clusterId,
      set: given,
      setWhere: eq(tenderFeed.version, version),
    })
    .returning({ version: tenderFeed.version })
  // Two first settings at the same moment: the second finds the first's row.
  if (stored.length === 0) throw stale(version + 1)

  await record(tx, actor, now, {
    action: actionOf(before?.isOn ?? false, input.isOn),
    objectKind: 'tender-feed',
    objectId: clusterId,
    payload: { title: 'TED', before: before ? choiceOf(before) : null, now: choiceOf(input) },
  })
}

function actionOf(wasOn: boolean, isOn: boolean): string {
  if (wasOn === isOn) return 'feeds/feed-changed'
  return isOn ? 'feeds/feed-started' : 'feeds/feed-paused'
}

function choiceOf({ isOn, cpv, countries, defence, hasAwards, daysBack, hour }: TenderFeedInput) {
  return { isOn, cpv, countries, defence, hasAwards, daysBack, hour }
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}
