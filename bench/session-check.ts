// What finding out who asks costs a request: processor time of the app's process for enterSession, beside a bare
// transaction that asks nothing, turn by turn.
import { openPool } from '#platform/db/pool.ts'
import { enterTransaction, inTransaction } from '#platform/db/transaction.ts'
import { hashToken } from '#platform/identity/secrets.ts'
import { enterSession } from '#platform/identity/session-check.ts'
import { openLog } from '#platform/log.ts'
import { openBigCluster } from './big-cluster.ts'

const perRound = 2_000
const rounds = 9

const cluster = await openBigCluster(11)
const pool = openPool(cluster.app, openLog('error'))
const scope = { clusterId: cluster.clusterId, accountId: '', role: 'system', companyId: null }
try {
  const checked: number[] = []
  const bare: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const withCheck = await processorPerCall(() =>
      enterTransaction(
        pool,
        (client) => enterSession(client, hashToken(cluster.token)),
        async (_, entered) => {
          if (!entered?.actor) throw new Error('The session was not found.')
        },
      ),
    )
    const without = await processorPerCall(() => inTransaction(pool, scope, async () => {}))
    // The first round warms up.
    if (round === 0) continue
    checked.push(withCheck)
    bare.push(without)
  }
  const cost = middle(checked.map((one, round) => one - (bare[round] ?? 0)))
  console.log(`  transaction with session check   ${middle(checked).toFixed(3)} ms`)
  console.log(`  transaction with a given scope   ${middle(bare).toFixed(3)} ms`)
  console.log(`  the check itself                 ${cost.toFixed(3)} ms of processor time (goal ≤ 0.2)`)
} finally {
  await pool.end()
  await cluster.stop()
}

async function processorPerCall(call: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  for (let done = 0; done < perRound; done += 8) await Promise.all(Array.from({ length: 8 }, call))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / perRound
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
