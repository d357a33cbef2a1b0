import { applyScope, type Tx } from '#platform/db/transaction.ts'
import type { Actor } from './actor.ts'
import { systemActor } from './actor.ts'

/** Opens the gate for one step of a signed-in person's transaction, beside its scope. */
export async function atGate<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.client.query("SELECT set_config('talgud.gate', 'on', true)")
  const answer = await work()
  // After a failure there is nothing to close: the whole transaction is rolled back, its settings with it.
  await tx.client.query("SELECT set_config('talgud.gate', '', true)")
  return answer
}

/** From the gate into one cluster: the rest of the transaction sees that cluster alone, as the system does. */
export async function leaveGateFor(tx: Tx, clusterId: string): Promise<Actor> {
  await applyScope(tx.client, { clusterId, accountId: '', role: 'system', companyId: null })
  return systemActor(clusterId)
}
