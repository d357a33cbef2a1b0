// What sign-in costs: one password hash, one session check, and what 200 sign-ins at once do to everybody else.
import { request } from 'node:http'
import { Pool } from 'pg'
import { readConfig } from '#platform/config.ts'
import { openPool, poolAddress } from '#platform/db/pool.ts'
import { enterTransaction } from '#platform/db/transaction.ts'
import { hashPassword, verifyPassword } from '#platform/identity/passwords.ts'
import { hashToken } from '#platform/identity/secrets.ts'
import { enterSession } from '#platform/identity/session-check.ts'
import { openLog } from '#platform/log.ts'
import { startTalgud } from '#server/main.ts'
import { openBigCluster } from './big-cluster.ts'

const cluster = await openBigCluster(11)
const config = readConfig({ TALGUD_DATA: '/tmp/talgud-bench', PORT: '0', LOG_LEVEL: 'silent' })
await timeHashes()
await timeSessionChecks()
await flood()
await cluster.stop()
process.exit(0)

async function timeHashes(): Promise<void> {
  const stored = await hashPassword('kolm punast rebast')
  const [known, unknown] = [await timed(30, stored), await timed(30, undefined)]
  console.log(
    `password hash           median ${known.toFixed(1)} ms; unknown account ${unknown.toFixed(1)} ms`,
  )

  async function timed(times: number, against: string | undefined): Promise<number> {
    const spent: number[] = []
    for (let count = 0; count < times; count += 1) {
      const began = performance.now()
      await verifyPassword('neli sinist hunti', against)
      spent.push(performance.now() - began)
    }
    return percentile(spent, 0.5)
  }
}

/** Begin, session with scope, commit; beside it the same connection answering SELECT 1 in a transaction. */
async function timeSessionChecks(): Promise<void> {
  const pool = openPool(cluster.app, openLog('silent'), { max: 1 })
  const plain = new Pool({ ...poolAddress(cluster.app), max: 1 })
  const hash = hashToken(cluster.token)
  const check = () =>
    enterTransaction(
      pool,
      (client) => enterSession(client, hash),
      async () => undefined,
    )
  const floor = async () => {
    const client = await plain.connect()
    await client.query('BEGIN')
    await client.query('SELECT 1')
    await client.query('COMMIT')
    client.release()
  }
  const [ours, bare] = [await cpuOf(check), await cpuOf(floor)]
  console.log(
    `session check           CPU ${ours.cpu.toFixed(3)} ms, ${ours.wall.toFixed(2)} ms in all; empty transaction ${bare.cpu.toFixed(3)} ms, ${bare.wall.toFixed(2)} ms`,
  )
  await pool.end()
  await plain.end()
}

async function cpuOf(work: () => Promise<void>): Promise<{ cpu: number; wall: number }> {
  const times = 3_000
  for (let count = 0; count < 300; count += 1) await work()
  const [before, began] = [process.cpuUsage(), performance.now()]
  for (let count = 0; count < times; count += 1) await work()
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1000 / times, wall: (performance.now() - began) / times }
}

/** Other people's requests beside 200 sign-ins that come in at the same moment, each from an address of its own. */
async function flood(): Promise<void> {
  const running = await startTalgud(config, {
    owner: { url: '' },
    app: cluster.app,
    isEmbedded: false,
    stop: async () => {},
  })
  const cookie = `__Host-talgud=${cluster.token}`
  const ask = async () => {
    const began = performance.now()
    await send(running.port, 'GET', '/api/session', { cookie }, undefined, '127.0.0.1')
    return performance.now() - began
  }
  const quiet: number[] = []
  for (let count = 0; count < 200; count += 1) quiet.push(await ask())

  const during: number[] = []
  let isOver = false
  const other = (async () => {
    while (!isOver) during.push(await ask())
  })()
  const began = performance.now()
  const statuses = await Promise.all(
    Array.from({ length: 200 }, (_, count) => {
      const body = JSON.stringify({ email: `person${count}@bench.example`, password: 'neli sinist hunti' })
      return send(running.port, 'POST', '/api/session', {}, body, `127.0.1.${count + 1}`)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  isOver = true
  await other
  await running.stop()

  const refused = statuses.filter((status) => status !== 401).length
  console.log(
    `200 sign-ins at once    done in ${seconds.toFixed(1)} s, ${refused} not answered with a plain no\n` +
      `other requests          p99 ${percentile(quiet, 0.99).toFixed(1)} ms alone, ${percentile(during, 0.99).toFixed(1)} ms meanwhile over ${during.length} requests (goal ≤ 500)`,
  )
}

function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | undefined,
  localAddress: string,
): Promise<number> {
  return new Promise((done, fail) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        localAddress,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      },
      (response) => {
        response.resume()
        response.on('end', () => done(response.statusCode ?? 0))
      },
    )
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}
