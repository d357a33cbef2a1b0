import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { queuesFor } from '#platform/jobs/worker.ts'
import { poolAddress } from './pool.ts'
import { testDatabase } from './test-database.ts'

let owner: Client
let app: Client

beforeAll(async () => {
  const database = await testDatabase()
  await prepareQueues(poolAddress(database.owner), queuesFor([], []))
  owner = new Client(poolAddress(database.owner))
  app = new Client(poolAddress(database.app))
  await Promise.all([owner.connect(), app.connect()])
})
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
})

// Tables of the whole installation, and why no cluster owns them.
const shared: Record<string, string> = {
  schema_migration: 'the history of the database itself; the app has no right to it',
  code: 'official code lists, public everywhere; row security lets only the staff of a keeper write, and does not bind the owner',
  installation: 'what the installation knows about itself; the app has no right to it',
}

// Unique over more than one cluster, and why that tells nobody anything.
const uniqueEverywhere: Record<string, string> = {
  session_pkey: 'the hash of a 256-bit secret',
  session_id_key: 'a random id of the installation’s own table, opened at the gate only',
}

/** The names a catalogue query finds. */
async function find(sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(sql, values)
  return rows.map(({ name }) => name)
}

const tables = `SELECT c.oid, c.relname AS name, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`
const ofCluster = "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'cluster_id')"

describe('every table', () => {
  test('is guarded by forced row security and a policy, or is shared for a reason', async () => {
    const open = await find(
      `SELECT name FROM (${tables}) t WHERE NOT relrowsecurity OR NOT relforcerowsecurity
         OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid) ORDER BY name`,
    )

    expect(open.toSorted()).toEqual(Object.keys(shared).toSorted())
  })

  test('of a cluster lets nothing through a policy that asks neither for the cluster nor for the gate', async () => {
    const blind = await find(
      `SELECT t.name || ': ' || p.polname AS name FROM (${tables}) t JOIN pg_policy p ON p.polrelid = t.oid
       WHERE ${ofCluster} AND coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
         !~ 'cluster_id = [(] SELECT current_cluster[(][)]|at_gate[(][)]'
         AND NOT (p.polname = 'owner_backup' AND p.polroles = ARRAY[(SELECT relowner FROM pg_class WHERE pg_class.oid = t.oid)])`,
    )

    expect(blind).toEqual([])
  })

  test('shows a caller without a scope not one row, not even one who claims to make a backup', async () => {
    const names = await find(`SELECT name FROM (${tables}) t WHERE relrowsecurity ORDER BY name`)
    const seen: Record<string, number> = {}
    await owner.query(
      "INSERT INTO cluster (id, slug, name, country) VALUES (gen_random_uuid(), 'planted', 'P', 'EE')",
    )
    await owner.query(
      "INSERT INTO account (id, email, name) VALUES (gen_random_uuid(), 'p@planted.example', 'P')",
    )
    await app.query("SELECT set_config('talgud.backup', 'on', false)")
    for (const name of names) {
      const { rows } = await app.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`)
      seen[name] = rows[0]?.n ?? -1
    }

    expect(names.length).toBeGreaterThan(15)
    expect(Object.entries(seen).filter(([, count]) => count !== 0)).toEqual([])
  })

  test('of a cluster says so in every unique index, so that no error tells of another cluster’s rows', async () => {
    const leaking = await find(
      `SELECT i.relname AS name FROM (${tables}) t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
       WHERE x.indisunique AND ${ofCluster} AND NOT EXISTS (SELECT FROM pg_attribute a
         WHERE a.attrelid = t.oid AND a.attname = 'cluster_id' AND a.attnum = ANY (x.indkey::int2[])) ORDER BY 1`,
    )

    expect(leaking.toSorted()).toEqual(Object.keys(uniqueEverywhere).toSorted())
  })

  test('of a cluster refers to another one by cluster and id', async () => {
    const oracles = await find(
      `SELECT k.conname AS name FROM pg_constraint k JOIN (${tables}) t ON t.oid = k.conrelid
       WHERE k.contype = 'f' AND ${ofCluster}
         AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'cluster_id')
         AND NOT EXISTS (SELECT FROM pg_attribute a
           WHERE a.attrelid = t.oid AND a.attname = 'cluster_id' AND a.attnum = ANY (k.conkey))`,
    )

    expect(oracles).toEqual([])
  })

  test('of a cluster leads its key with the cluster', async () => {
    const others = await find(
      `SELECT t.name FROM (${tables}) t JOIN pg_index x ON x.indrelid = t.oid AND x.indisprimary
       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
       WHERE ${ofCluster} AND a.attname <> 'cluster_id'`,
    )

    expect(others).toEqual(['session'])
  })
})

describe('nothing goes around row security', () => {
  test('no view, materialised view, or function that runs as its owner', async () => {
    const views = await find(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND (relkind = 'm'
         OR relkind = 'v' AND NOT coalesce(reloptions, '{}') @> ARRAY['security_invoker=true'])`,
    )
    const functions = await find(
      `SELECT proname AS name FROM pg_proc WHERE prosecdef AND pronamespace IN ('public'::regnamespace, 'pgboss'::regnamespace)`,
    )

    expect([views, functions]).toEqual([[], []])
  })

  test('the app owns nothing, may not bypass, and belongs to nobody who may', async () => {
    const { rows } = await app.query(
      `SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
         (SELECT count(*)::int FROM pg_class c WHERE c.relowner = r.oid) AS owned,
         (SELECT count(*)::int FROM pg_roles o WHERE (o.rolsuper OR o.rolbypassrls) AND pg_has_role(r.oid, o.oid, 'MEMBER')) AS strong
       FROM pg_roles r WHERE r.rolname = current_user`,
    )

    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0, strong: 0 },
    ])
  })

  test('the app can neither change the journal nor make tables, nor read how the database came about', async () => {
    const attempts = [
      "UPDATE journal_entry SET action = 'x'",
      'DELETE FROM journal_entry',
      'TRUNCATE journal_entry',
      'UPDATE journal_payload SET salt = salt',
      'DELETE FROM journal_head',
      'CREATE TABLE public.mine (id int)',
      'ALTER TABLE hat NO FORCE ROW LEVEL SECURITY',
      'SELECT * FROM schema_migration',
      'SET ROLE talgud_test',
      'SET row_security = off; SELECT * FROM hat',
    ]
    const codes: string[] = []
    for (const sql of attempts) {
      codes.push(
        await app.query(sql).then(
          () => 'done',
          (error: { code: string }) => error.code,
        ),
      )
    }
    await app.query('RESET row_security')

    expect(codes).toEqual(attempts.map(() => '42501'))
  })

  test('no setting outlives its transaction: nothing in the source sets one for the session', () => {
    const found: string[] = []
    const root = join(import.meta.dirname, '../..')
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(name) || name.startsWith('web') || /\.test\.ts$/.test(name)) continue
      const source = readFileSync(join(root, name), 'utf8')
      for (const [match] of source.matchAll(sessionSetting)) found.push(`${name}: ${match.slice(0, 60)}`)
    }

    expect(found).toEqual([])
  })

  test('and a setting made for a session would be found', () => {
    const wrong = [
      "set_config('talgud.cluster', $1, false)",
      "'SET ROLE x'",
      '`SET SESSION x = 1`',
      "query('SET talgud.gate = on')",
    ]
    const right = ["set_config('talgud.cluster', $1, true)", "'SET LOCAL ROLE NONE'", 'UPDATE x SET y = 1']

    expect(wrong.filter((source) => source.match(sessionSetting) === null)).toEqual([])
    expect(right.filter((source) => source.match(sessionSetting) !== null)).toEqual([])
  })
})

const sessionSetting = /set_config\([^)]*,\s*false\s*\)|(?<=["'`;]\s*)SET\s+(?!LOCAL\b)[A-Za-z_.]+/g
