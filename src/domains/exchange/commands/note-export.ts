import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import type { ListKind } from '#values/member-list-fields.ts'
import { mayExport } from '../policy.ts'

/** Notes that somebody takes a whole list out, before they have it: lists name people. */
export async function noteExport(
  tx: Tx,
  actor: Actor,
  now: Date,
  kind: ListKind,
  format: string,
): Promise<void> {
  if (!mayExport(actor)) throw forbidden()
  await record(tx, actor, now, {
    action: 'exchange/list-exported',
    objectKind: 'cluster',
    objectId: actor.clusterId,
    payload: { title: `${kind}.${format}`, kind, format },
  })
}
