import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { maySetConsortium } from '../policy.ts'
import { textIn } from '../rules.ts'
import type { ConsortiumInput } from '../schema/eu-call.ts'
import { notice, noticeConsortium } from '../tables.ts'

/** Writes down who may apply together to an EU call; `version` is that of the rules the caller saw, 0 for none. */
export async function setConsortium(
  tx: Tx,
  actor: Actor,
  now: Date,
  noticeId: string,
  version: number,
  input: ConsortiumInput,
): Promise<void> {
  const { clusterId } = actor
  const [found] = await tx
    .select({ title: notice.title, languages: notice.languages, kind: notice.kind })
    .from(notice)
    .where(and(eq(notice.clusterId, clusterId), eq(notice.id, noticeId)))
  if (!found) throw notFound('This call')
  if (!maySetConsortium(actor)) throw forbidden()
  if (found.kind !== 'eu-call') {
    throw new Refusal('opportunities/no-eu-call', 409, 'Only EU calls have rules for a consortium.')
  }

  const { countries } = input
  const given = { ...input, countries: [...new Set(countries)], version: version + 1 }
  const values = { ...given, changedBy: actor.accountId, changedAt: now }
  const [before] = await tx
    .select({ version: noticeConsortium.version })
    .from(noticeConsortium)
    .where(and(eq(noticeConsortium.clusterId, clusterId), eq(noticeConsortium.noticeId, noticeId)))
  if ((before?.version ?? 0) !== version) throw stale(before?.version ?? 0)
  const stored = await tx
    .insert(noticeConsortium)
    .values({ ...values, clusterId, noticeId })
    .onConflictDoUpdate({
      target: [noticeConsortium.clusterId, noticeConsortium.noticeId],
      set: values,
      setWhere: eq(noticeConsortium.version, version),
    })
    .returning({ version: noticeConsortium.version })
  // Two first rules at the same moment: the second finds the first's row.
  if (stored.length === 0) throw stale(version + 1)

  await record(tx, actor, now, {
    action: 'opportunities/consortium-set',
    objectKind: 'notice',
    objectId: noticeId,
    payload: {
      title: textIn(found.title, 'en', found.languages).text.slice(0, 200),
      audience: 'cluster',
    },
  })
}
