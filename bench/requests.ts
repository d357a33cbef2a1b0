// Answers to lists and searches at 11 and 10,000 companies, and requests per second beside a bare server that runs
// the very same statements on its own pool and writes the rows as JSON: no session, no roles, no checks.
import { spawn } from 'node:child_process'
import { createServer, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { Pool } from 'pg'
import { readConfig } from '#platform/config.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { startTalgud } from '#server/main.ts'
import { type BigCluster, openBigCluster } from './big-cluster.ts'
import { timeOneByOne } from './one-by-one.ts'

const paths = [
  '/api/companies',
  '/api/companies?q=drones&pageSize=20',
  '/api/companies?cpv=35000000&country=EE&sort=-completeness',
  '/api/search?q=robotics',
  '/api/overview',
]
const generator = createRequire(import.meta.url).resolve('autocannon')
const seconds = Number(process.env.BENCH_SECONDS ?? 4)
// One person asks here for hundreds: each request is charged, and the account is wiped before it runs out.
const wipe = setInterval(forgetCallers, 100)

for (const companies of [11, 10_000]) {
  const cluster = await openBigCluster(companies)
  const config = readConfig({ TALGUD_DATA: '/tmp/talgud-bench', PORT: '0', LOG_LEVEL: 'error' })
  const running = await startTalgud(config, {
    owner: { url: '' },
    app: cluster.app,
    isEmbedded: false,
    stop: async () => {},
  })
  const headers = { cookie: `__Host-talgud=${cluster.token}` }
  try {
    console.log(`\n${companies} companies`)
    for (const path of paths) {
      const times = await timeOneByOne(`http://127.0.0.1:${running.port}${path}`, headers, 60)
      console.log(
        `  ${path.padEnd(62)} median ${times.median.toFixed(1).padStart(6)} ms   p99 ${times.p99.toFixed(1).padStart(6)} ms`,
      )
    }
    await compareWithBare(cluster, running.port, headers)
  } finally {
    await running.stop()
    await cluster.stop()
  }
}
clearInterval(wipe)
process.exit(0)

/** Five alternating rounds each; the ratio of medians is what counts on a shared machine. */
async function compareWithBare(
  cluster: BigCluster,
  port: number,
  headers: Record<string, string>,
): Promise<void> {
  const path = '/api/companies?pageSize=50'
  const statements = await recordStatements(`http://127.0.0.1:${port}${path}`, headers)
  const bare = await startBare(cluster, statements)
  const rounds: { ours: Load[]; bare: Load[] } = { ours: [], bare: [] }
  for (let round = 0; round < 5; round += 1) {
    rounds.ours.push(await load(`http://127.0.0.1:${port}${path}`, headers))
    rounds.bare.push(await load(`http://127.0.0.1:${bare.port}/`, {}))
  }
  await bare.stop()
  const median = (all: Load[], what: keyof Load) =>
    all.map((one) => one[what]).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
  const [ours, floor] = [median(rounds.ours, 'rate'), median(rounds.bare, 'rate')]
  const [cost, floorCost] = [median(rounds.ours, 'cpuMs'), median(rounds.bare, 'cpuMs')]
  console.log(
    `  requests/s        Talgud ${ours.toFixed(0)}   bare server, same ${statements.length} statements ${floor.toFixed(0)}   ratio ${(ours / floor).toFixed(2)} (goal ≥ 0.50)`,
  )
  console.log(
    `  processor/request Talgud ${cost.toFixed(2)} ms   bare server ${floorCost.toFixed(2)} ms   (the server's process only)`,
  )
}

type Load = { rate: number; cpuMs: number }

/** Sixteen connections for some seconds from a process of its own, so that our processor time is the server's. */
async function load(url: string, headers: Record<string, string>): Promise<Load> {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const before = process.cpuUsage()
  const child = spawn(process.execPath, [generator, '-j', '-c', '16', '-d', String(seconds), ...named, url], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const result = (await json(child.stdout)) as {
    non2xx: number
    errors: number
    requests: { total: number; average: number }
  }
  const { user, system } = process.cpuUsage(before)
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return { rate: result.requests.average, cpuMs: (user + system) / 1_000 / result.requests.total }
}

type Statement = { text: string; values: unknown[] }

/** What one list request asks of the database, read from the server's own log of statements. */
async function recordStatements(url: string, headers: Record<string, string>): Promise<Statement[]> {
  const recorded: Statement[] = []
  const { Client } = await import('pg')
  const original = Client.prototype.query
  Client.prototype.query = function record(this: unknown, ...args: unknown[]) {
    const [first, second] = args
    const text = typeof first === 'string' ? first : (first as { text?: string })?.text
    const values = (Array.isArray(second) ? second : (first as { values?: unknown[] })?.values) ?? []
    if (text && /\bcompany\b/.test(text) && !/\bsession\b/.test(text)) recorded.push({ text, values })
    return Reflect.apply(original, this, args)
  } as typeof original
  const answer = await fetch(url, { headers })
  await answer.arrayBuffer()
  Client.prototype.query = original
  if (recorded.length === 0) throw new Error(`no statement was recorded for ${url}`)
  return recorded.map((one) => ({ ...one, values: one.values.map((value) => value) }))
}

async function startBare(cluster: BigCluster, statements: Statement[]) {
  // Row security stays on, as the statements are the same; the scope is set once for each connection.
  const scope = `-c talgud.cluster=${cluster.clusterId} -c talgud.role=cluster-manager`
  const pool = new Pool({ ...poolAddress(cluster.app), max: 10, options: scope })
  const answer = async (response: ServerResponse) => {
    const results = []
    for (const [place, one] of statements.entries())
      results.push((await pool.query({ ...one, name: `bare-${place}`, rowMode: 'array' })).rows)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(results))
  }
  // Requests cut off at the end of a round meet a closed pool.
  const server = createServer((_, response) => void answer(response).catch(() => response.destroy()))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await pool.end()
    },
  }
}
