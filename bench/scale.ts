// Does it matter how much else is in the installation? The same pages of one cluster of 200 companies, alone, among
// 10,000 companies and among 600,000 of 3,000 clusters; and a cluster of 11 and one of 10,000 beside them.
// Goals: p99 below 100 ms, at most twice as long from the smallest installation to the largest.
import { readConfig } from '#platform/config.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { startTalgud } from '#server/main.ts'
import { openBigCluster } from './big-cluster.ts'
import { timeOneByOne } from './one-by-one.ts'

const sizes = [
  { companies: 11, clusters: 1 },
  { companies: 200, clusters: 1 },
  { companies: 200, clusters: 50 },
  { companies: 200, clusters: Number(process.env.BENCH_CLUSTERS ?? 3_000) },
  { companies: 10_000, clusters: 1 },
]
const rounds = 300
const wipe = setInterval(forgetCallers, 100)

for (const { companies, clusters } of sizes) {
  const began = performance.now()
  const cluster = await openBigCluster(companies, clusters)
  const filled = (performance.now() - began) / 1_000
  const config = readConfig({ TALGUD_DATA: '/tmp/talgud-bench', PORT: '0', LOG_LEVEL: 'error' })
  const running = await startTalgud(config, {
    owner: { url: '' },
    app: cluster.app,
    isEmbedded: false,
    stop: async () => {},
  })
  const headers = { cookie: `__Host-talgud=${cluster.token}` }
  const address = `http://127.0.0.1:${running.port}`
  try {
    const { rows } = await cluster.owner.query<{ id: string }>(
      'SELECT id FROM company WHERE cluster_id = $1 ORDER BY legal_name LIMIT 1',
      [cluster.clusterId],
    )
    console.log(
      `\n${clusters} cluster(s) of ${companies}: ${clusters * companies} companies (filled in ${filled.toFixed(0)} s); ms`,
    )
    for (const [name, path] of [
      ['directory', '/api/companies'],
      ['directory, words', '/api/companies?q=drones&pageSize=20'],
      ['directory, code and country', '/api/companies?cpv=35000000&country=EE&sort=-completeness'],
      ['company page', `/api/companies/${rows[0]?.id}`],
      ['global search', '/api/search?q=robotics'],
    ] as const) {
      const { median, p99 } = await timeOneByOne(`${address}${path}`, headers, rounds)
      console.log(
        `  ${name.padEnd(30)} median ${median.toFixed(1).padStart(6)}   p99 ${p99.toFixed(1).padStart(6)}`,
      )
    }
  } finally {
    await running.stop()
    await cluster.stop()
  }
}
clearInterval(wipe)
process.exit(0)
