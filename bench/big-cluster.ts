import { Client, Pool } from 'pg'
import { prepareDatabase } from '#platform/db/migrate.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { startTestPostgres } from '#platform/db/test-postgres.ts'
import { hashToken } from '#platform/identity/secrets.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { newId } from '#platform/new-id.ts'
import { queues } from '#server/subscriptions.ts'

/** How many companies in each of how many clusters. The first cluster has the signed-in manager. */
type Size = { companies: number; clusters: number }

export type BigCluster = {
  app: Awaited<ReturnType<typeof prepareDatabase>>
  owner: Pool
  /** A signed-in manager's cookie value. */
  token: string
  clusterId: string
  stop(): Promise<void>
}

/** A database of its own with clusters of made-up companies, each with parts, and a signed-in manager of the first. */
export async function openBigCluster(companies: number, clusters = 1): Promise<BigCluster> {
  const server = await startTestPostgres()
  const name = `bench_${companies}_${clusters}_${process.pid}`
  const admin = new Client(server.url)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()

  const url = new URL(server.url)
  url.pathname = `/${name}`
  const ownerConnection = { url: url.href }
  const app = await prepareDatabase(ownerConnection, { secret: 'bench-secret-of-thirty-two-characters' })
  await prepareQueues(poolAddress(ownerConnection), queues)
  const owner = new Pool({ ...poolAddress(ownerConnection), max: 2 })
  const clusterId = newId()
  const token = await addManager(owner, clusterId)
  await fill(owner, clusterId, { companies, clusters })
  return {
    app,
    owner,
    token,
    clusterId,
    async stop() {
      await owner.end()
      const last = new Client(server.url)
      await last.connect()
      await last.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await last.end()
      await server.stop()
    },
  }
}

async function addManager(owner: Pool, clusterId: string): Promise<string> {
  const [accountId, hatId, token] = [newId(), newId(), 'bench-token'.padEnd(43, 'x')]
  await owner.query("INSERT INTO cluster (id, slug, name, country) VALUES ($1, 'bench', 'Bench', 'EE')", [
    clusterId,
  ])
  await owner.query("INSERT INTO account (id, email, name) VALUES ($1, 'manager@bench.example', 'Manager')", [
    accountId,
  ])
  await owner.query("INSERT INTO account_secret (account_id, password_hash) VALUES ($1, 'none')", [accountId])
  await owner.query(
    "INSERT INTO hat (cluster_id, id, account_id, role) VALUES ($1, $2, $3, 'cluster-manager')",
    [clusterId, hatId, accountId],
  )
  await owner.query(
    "INSERT INTO session (token_hash, id, account_id, cluster_id, hat_id, expires_at) VALUES ($1, $2, $3, $4, $5, now() + interval '1 day')",
    [hashToken(token), newId(), accountId, clusterId, hatId],
  )
  return token
}

const fillSql = `
WITH made AS (
  INSERT INTO company (cluster_id, id, legal_name, register_code, country, nuts, size_class, website, summary, export_countries, cpv, completeness, search)
  SELECT $1, gen_random_uuid(), (ARRAY['Aero','Baltic','Cyber','Delta','Echo','Forest','Granite','Harbour','Iron','Juniper'])[1 + i % 10] || ' ' ||
      (ARRAY['Systems','Robotics','Optics','Textiles','Radio','Software','Marine','Training','Sensors'])[1 + i % 9] || ' ' || i || ' OÜ',
    (10000000 + i)::text, (ARRAY['EE','EE','EE','LV','FI'])[1 + i % 5], 'EE00' || (1 + i % 9), (ARRAY['micro','small','medium','large'])[1 + i % 4],
    'https://c' || i || '.example', jsonb_build_object('en', repeat('We make things that work in the cold and dark. ', 4)),
    CASE WHEN i % 2 = 0 THEN ARRAY['FI','LV'] ELSE ARRAY['DE','PL'] END, ARRAY[lpad((35000000 + (i % 400) * 1000)::text, 8, '0')], i % 100,
    to_tsvector('talgud', 'company number ' || i || ' ' || (ARRAY['drones','radios','lenses','armour','training'])[1 + i % 5])
  FROM generate_series(1, $2::int) i RETURNING cluster_id, id
), joined AS (
  INSERT INTO membership (cluster_id, id, company_id, status) SELECT cluster_id, gen_random_uuid(), id, 'active' FROM made
), products AS (
  INSERT INTO product (cluster_id, id, company_id, name, cpv)
  SELECT cluster_id, gen_random_uuid(), id, 'Product ' || n, ARRAY['35000000'] FROM made, generate_series(1, 3) n
)
INSERT INTO certificate (cluster_id, id, company_id, kind) SELECT cluster_id, gen_random_uuid(), id, 'ISO 9001' FROM made`

async function fill(owner: Pool, clusterId: string, { companies, clusters }: Size): Promise<void> {
  await owner.query(fillSql, [clusterId, companies])
  for (let number = 1; number < clusters; number += 1) {
    const id = newId()
    await owner.query("INSERT INTO cluster (id, slug, name, country) VALUES ($1, $2, $2, 'EE')", [
      id,
      `bench-${number}`,
    ])
    await owner.query(fillSql, [id, companies])
  }
  await owner.query('VACUUM ANALYZE')
}
