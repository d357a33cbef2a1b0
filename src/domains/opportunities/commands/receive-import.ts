import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import { keepFile } from '#platform/files/kept-file.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayImport } from '../policy.ts'
import { startImport } from './import-notices.ts'

/** Notes an uploaded file, whose bytes lie in the store, and hands it to the background. */
export async function receiveImport(
  tx: Tx,
  actor: Actor,
  now: Date,
  received: { name: string; sha256: string; bytes: number; mediaType: string },
): Promise<string> {
  if (!mayImport(actor)) throw forbidden()
  const fileId = await keepFile(tx, actor, now, received)
  return startImport(tx, actor, now, { name: received.name, source: 'file', fileId })
}
