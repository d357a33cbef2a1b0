import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateX25519Identity } from 'age-encryption'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCompany } from '#domains/members/commands/company.ts'
import { companyInput } from '#domains/members/schema.ts'
import { leftOut } from '#platform/backup/catalogue.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { ensureRoles } from '#platform/db/roles.ts'
import { emptyTestDatabase } from '#platform/db/test-database.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import { keepFile } from '#platform/files/kept-file.ts'
import { sha256Of } from '#platform/files/store.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { hashToken, newToken } from '#platform/identity/secrets.ts'
import { erasePayload } from '#platform/journal/erasure.ts'
import { readJournal, record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { newId } from '#platform/new-id.ts'
import { openWorld, type Person, type World } from './test-world.ts'

const unforced =
  'SELECT relname FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity ORDER BY relname'
let key: string
const secret = 'the secret of the installation that was backed up'
const odd = 'Tab\there, line\nbreak, back\\slash, \\N, "quotes", õäöü, 日本語, 🦔'
const picture = Buffer.from('89504e470d0a1a0a-not-really', 'utf8')

let world: World
let folder: string
let sourceUrl: string
let manager: Person
let target: Awaited<ReturnType<typeof ownedByPlainRole>>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talgud-backup-'))
  key = await generateX25519Identity()
  world = await openWorld()
  sourceUrl = (world.owner.options as { connectionString?: string }).connectionString ?? ''
  await world.addCompany('Rebane OÜ', { summary: { en: odd } })
  await world.addCompany('Hunt AS', {}, await world.addCluster('away'))
  manager = await world.person('cluster-manager')
  await fill()
  target = await ownedByPlainRole('restored')
}, 120_000)
afterAll(async () => {
  await target?.drop()
  await world?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What must not survive, what must, and what must go on. */
async function fill(): Promise<void> {
  const { house, clusterId } = world
  const sha256 = await house.files.put(picture)
  const actor = systemActor(clusterId)
  await inTransaction(
    house.pool,
    { clusterId, accountId: '', role: 'system', companyId: null },
    async (tx) => {
      await keepFile(tx, actor, new Date(), {
        sha256,
        name: 'odd.png',
        mediaType: 'image/png',
        bytes: picture.length,
      })
      const letter = { subject: 'Hello', paragraphs: ['canary-link'] }
      const about = { to: 'reader@rebane.example', template: () => letter, language: 'en' as const, data: {} }
      await sendMail(tx, clusterId, { ...about, hasSecret: true })
      await sendMail(tx, clusterId, about)
    },
  )
  await manager.ask('POST', '/api/invitations', {
    email: 'new@rebane.example',
    role: 'cluster-staff',
    language: 'en',
  })
  await world.owner.query(
    "INSERT INTO password_reset (token_hash, account_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')",
    [hashToken(newToken()), manager.accountId],
  )
  await world.owner.query(
    "INSERT INTO notice_import (cluster_id, id, name, file_id, started_at, status) SELECT $1, $2, 'cut off', id, now(), 'running' FROM file",
    [clusterId, newId()],
  )
}

/** A database as a hosted PostgreSQL gives it: its owner may make roles, and is no superuser. */
async function ownedByPlainRole(suffix: string) {
  const database = await emptyTestDatabase(suffix)
  const url = new URL('url' in database.owner ? database.owner.url : '')
  const name = url.pathname.slice(1)
  const role = `plain_${name}`
  const admin = new Client(url.href)
  await admin.connect()
  await admin.query(`DROP ROLE IF EXISTS ${role}; CREATE ROLE ${role} LOGIN CREATEROLE PASSWORD 'plain'`)
  const { rows } = await admin.query("SELECT rolname FROM pg_roles WHERE rolname = 'talgud_app'")
  if (rows.length > 0) await admin.query(`GRANT talgud_app TO ${role} WITH ADMIN OPTION`)
  await admin.query(`ALTER DATABASE ${name} OWNER TO ${role}`)
  await admin.end()
  url.username = role
  url.password = 'plain'
  return {
    url: url.href,
    asAdmin: database.owner,
    async drop() {
      await database.drop()
      const again = new Client(sourceUrl)
      await again.connect()
      await again.query(`DROP OWNED BY ${role}; DROP ROLE IF EXISTS ${role}`).finally(() => again.end())
    },
  }
}

describe('a backup of a running installation', () => {
  test('goes into an empty database of another owner, proves itself, and wakes nothing that had gone to sleep', async () => {
    const file = join(folder, 'whole.backup')
    const before = await countRows(world.owner)
    const hash = sha256Of(picture)

    const made = await talgud(sourceUrl, ['backup', file, '--json'])
    const twice = await talgud(sourceUrl, ['backup', file])
    const checked = await talgud('', ['restore', file, '--check'])
    const restored = await talgud(target.url, ['restore', file, '--json'], { data: 'second' })
    const again = await talgud(target.url, ['restore', file], { data: 'second' })
    const journal = await talgud(target.url, ['verify-journal'], { data: 'second' })

    expect(made).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(made.out)).toMatchObject({ files: 1, missingFiles: [] })
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('already') })
    expect(checked).toMatchObject({ code: 0, out: expect.stringContaining('is whole') })
    expect(restored).toMatchObject({ code: 0 })
    expect(JSON.parse(restored.out)).toMatchObject({
      rows: JSON.parse(made.out).rows,
      files: 1,
      journals: 2,
      heldMails: 3,
      closedInvitations: 1,
    })
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('not empty') })
    expect(journal).toMatchObject({ code: 0, out: expect.stringContaining('Every chain is whole.') })

    const there = new Pool({ ...connectionOf(target.asAdmin), max: 1 })
    const after = await countRows(there)
    const rowsOf = async (sql: string) => (await there.query(sql)).rows
    const found = {
      gone: await rowsOf('SELECT FROM session UNION ALL SELECT FROM password_reset'),
      mails: await rowsOf('SELECT status, has_secret, body_text FROM mail ORDER BY id'),
      summary: await rowsOf("SELECT summary->>'en' AS words FROM company WHERE legal_name LIKE 'Rebane%'"),
      open: await rowsOf('SELECT FROM invitation WHERE withdrawn_at IS NULL AND accepted_at IS NULL'),
      jobs: await rowsOf("SELECT name FROM pgboss.job WHERE name NOT LIKE '\\_\\_%' ORDER BY name"),
      unforced: await rowsOf(unforced),
      keys: await rowsOf(
        "SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f' AND convalidated AND connamespace = 'public'::regnamespace",
      ),
    }
    const keysBefore = await world.owner.query(
      "SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace",
    )
    await there.end()

    expect({ ...after, journal_entry: 0, journal_payload: 0 }).toEqual({
      ...before,
      session: 0,
      password_reset: 0,
      idempotency_key: 0,
      sign_in_try: 0,
      journal_entry: 0,
      journal_payload: 0,
    })
    // One entry more in each of the two journals: that it was restored.
    expect(after.journal_entry).toBe((before.journal_entry ?? 0) + 2)
    expect(found.gone).toEqual([])
    expect(found.mails.map((mail) => mail.status)).toEqual(['kept', 'kept', 'kept'])
    expect(found.mails.filter((mail) => mail.has_secret && mail.body_text !== '')).toEqual([])
    expect(found.summary).toEqual([{ words: odd }])
    expect(found.open).toEqual([])
    expect(found.jobs.map((job) => job.name)).toContain('opportunities.import')
    expect(found.jobs.map((job) => job.name)).not.toContain('mail.deliver')
    expect(found.unforced).toEqual((await world.owner.query(unforced)).rows)
    expect(found.keys).toEqual(keysBefore.rows)
    expect(readFileSync(join(folder, 'second', 'files', hash.slice(0, 2), hash))).toEqual(picture)
  }, 120_000)

  test('made by that owner, whom row security holds too, has every row', async () => {
    const file = join(folder, 'by-plain-owner.backup')
    const made = await talgud(target.url, ['backup', file, '--json'], { data: 'second' })
    const there = new Pool({ ...connectionOf(target.asAdmin), max: 1 })
    const { company, journal_entry } = await countRows(there)
    await there.end()
    const third = await emptyTestDatabase('third')
    const restored = await talgud(urlOf(third.owner), ['restore', file, '--json'], { data: 'third' })
    const copy = new Pool({ ...connectionOf(third.owner), max: 1 })
    const counted = await countRows(copy)
    await copy.end()
    await third.drop()

    expect(made).toMatchObject({ code: 0 })
    expect(restored).toMatchObject({ code: 0 })
    expect(JSON.parse(restored.out).rows).toBe(JSON.parse(made.out).rows)
    expect(counted.company).toBe(company)
    expect(counted.journal_entry).toBe((journal_entry ?? 0) + 2)
  }, 120_000)

  test('holds one moment: while companies are being added, journal and rows agree', async () => {
    const { house, clusterId } = world
    const actor = systemActor(clusterId)
    let isDone = false
    let added = 0
    const writing = (async () => {
      while (!isDone) {
        added += 1
        await inTransaction(house.pool, { clusterId, accountId: '', role: 'system', companyId: null }, (tx) =>
          addCompany(
            tx,
            actor,
            new Date(),
            companyInput.parse({ legalName: `Busy ${added}`, country: 'EE' }),
          ),
        )
      }
    })()
    const file = join(folder, 'busy.backup')
    const made = await talgud(sourceUrl, ['backup', file]).finally(() => {
      isDone = true
    })
    await writing
    const fourth = await emptyTestDatabase('fourth')
    const restored = await talgud(urlOf(fourth.owner), ['restore', file], { data: 'fourth' })
    const copy = new Pool({ ...connectionOf(fourth.owner), max: 1 })
    const { rows } = await copy.query<{ companies: number; entries: number }>(
      `SELECT (SELECT count(*)::int FROM company WHERE legal_name LIKE 'Busy%') AS companies,
         (SELECT count(*)::int FROM journal_entry e JOIN company c ON c.id = e.object_id
            WHERE e.action = 'members/company-added' AND c.legal_name LIKE 'Busy%') AS entries`,
    )
    await copy.end()
    await fourth.drop()

    expect(made).toMatchObject({ code: 0 })
    expect(restored).toMatchObject({ code: 0 })
    expect(added).toBeGreaterThan(5)
    expect(rows[0]?.companies).toBe(rows[0]?.entries)
    expect(rows[0]?.companies).toBeLessThan(added)
  }, 120_000)
})

test('what was erased after the backup is erased again by a restore', async () => {
  const { house, clusterId } = world
  const actor = systemActor(clusterId)
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  const number = await inTransaction(house.pool, scope, (tx) =>
    record(tx, actor, new Date(), {
      action: 'test/said',
      objectKind: 'cluster',
      objectId: clusterId,
      payload: { title: 'canary-name' },
    }),
  )
  const file = join(folder, 'before-erasure.backup')
  await talgud(sourceUrl, ['backup', file])
  await inTransaction(house.pool, scope, (tx) => erasePayload(tx, actor, new Date(), number))
  const listed = await talgud(sourceUrl, ['erasures'])
  writeFileSync(join(folder, 'erasures.jsonl'), listed.out)
  const fifth = await emptyTestDatabase('fifth')
  const list = join(folder, 'erasures.jsonl')
  const restored = await talgud(urlOf(fifth.owner), ['restore', file, '--erasures', list, '--json'], {
    data: 'fifth',
  })
  const journal = await talgud(urlOf(fifth.owner), ['verify-journal'], { data: 'fifth' })
  const copy = new Pool({ ...connectionOf(fifth.owner), max: 1 })
  const { rows } = await copy.query("SELECT FROM journal_payload WHERE payload::text LIKE '%canary-name%'")
  await copy.end()
  await fifth.drop()
  const here = await inTransaction(house.pool, scope, (tx) => readJournal(tx, { limit: 200 }))

  expect(restored).toMatchObject({ code: 0 })
  expect(JSON.parse(restored.out)).toMatchObject({ erasures: 1 })
  expect(rows).toEqual([])
  expect(journal.out).toContain('Every chain is whole.')
  expect(here.find((entry) => entry.number === number)?.payload).toBe(null)
}, 120_000)

describe('a restore refuses, in a sentence, and leaves the database empty', () => {
  let file: string
  let sixth: Awaited<ReturnType<typeof emptyTestDatabase>>
  beforeAll(async () => {
    file = join(folder, 'refused.backup')
    await talgud(sourceUrl, ['backup', file])
    sixth = await emptyTestDatabase('sixth')
  })
  afterAll(() => sixth.drop())

  const refusals: [string, string[], Record<string, string>, string][] = [
    [
      'a wrong passphrase',
      [],
      { TALGUD_BACKUP_KEY: 'four other words here' },
      'sealed with another passphrase',
    ],
    ['no key at all', [], { TALGUD_BACKUP_KEY: '' }, 'A backup is always sealed.'],
    ['another secret', [], { TALGUD_SECRET: 'x'.repeat(40) }, 'made under another TALGUD_SECRET'],
    ['a list of erasures that is none', ['--erasures', import.meta.filename], {}, 'is not an erasure'],
    [
      'a demo in production',
      [],
      { TALGUD_MODE: 'production', TALGUD_URL: 'https://talgud.example' },
      'It cannot become production.',
    ],
  ]
  test.each(refusals)('%s', async (_, args, env, words) => {
    const refused = await talgud(urlOf(sixth.owner), ['restore', file, ...args], { data: 'sixth', env })

    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(words) })
    expect(await tablesIn(sixth.owner)).toEqual([])
  })

  test('a database on which Talgud runs, or that belongs to something else', async () => {
    const running = new Client({ ...connectionOf(sixth.owner), application_name: 'talgud' })
    await running.connect()
    const beside = await talgud(urlOf(sixth.owner), ['restore', file], { data: 'sixth' })
    await running.query('CREATE TABLE accounts_of_another_program (id int)')
    await running.end()
    const foreign = await talgud(urlOf(sixth.owner), ['restore', file], { data: 'sixth' })
    const left = await tablesIn(sixth.owner)
    await sixth.drop()
    sixth = await emptyTestDatabase('sixth')

    expect(beside).toMatchObject({ code: 1, err: expect.stringContaining('Stop it before you restore.') })
    expect(foreign).toMatchObject({ code: 1, err: expect.stringContaining('not of Talgud') })
    expect(left).toEqual(['accounts_of_another_program'])
  })

  test('a newer version’s backup', async () => {
    const future = await emptyTestDatabase('future')
    const migrations = join(folder, 'migrations')
    cpSync(join(import.meta.dirname, '../../migrations'), migrations, { recursive: true })
    writeFileSync(join(migrations, '9998_flying.sql'), 'CREATE TABLE flying (id int)')
    await ensureRoles(future.owner, { secret })
    await migrate(future.owner, { folder: migrations })
    const newer = join(folder, 'newer.backup')
    const made = await talgud(urlOf(future.owner), ['backup', newer], { data: 'future' })
    await future.drop()
    const refused = await talgud(urlOf(sixth.owner), ['restore', newer], { data: 'sixth' })

    expect(made).toMatchObject({ code: 0 })
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining('newer version of Talgud (it has 9998_flying'),
    })
    expect(await tablesIn(sixth.owner)).toEqual([])
  })

  test('a file that is damaged near its end, and the next try succeeds', async () => {
    const whole = readFileSync(file)
    const damaged = Buffer.from(whole)
    damaged[whole.length - 30] = (damaged[whole.length - 30] ?? 0) ^ 1
    const other = join(folder, 'damaged.backup')
    writeFileSync(other, damaged)
    const refused = await talgud(urlOf(sixth.owner), ['restore', other], { data: 'sixth' })
    const taken = await talgud(urlOf(sixth.owner), ['restore', file], { data: 'sixth' })

    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('is damaged') })
    expect(taken).toMatchObject({ code: 0 })
  })
})

const keptBackups = join(import.meta.dirname, 'kept-backups')
test.each(readdirSync(keptBackups))(
  '%s, of an earlier version, is restored and brought up to date',
  async (name) => {
    const seventh = await emptyTestDatabase('seventh')
    const restored = await talgud(urlOf(seventh.owner), ['restore', join(keptBackups, name)], {
      data: 'seventh',
      env: { TALGUD_SECRET: '', TALGUD_BACKUP_KEY: 'a kept backup is no secret' },
    })
    const journal = await talgud(urlOf(seventh.owner), ['verify-journal'], {
      data: 'seventh',
      env: { TALGUD_SECRET: '' },
    })
    const copy = new Pool({ ...connectionOf(seventh.owner), max: 1 })
    const { company, notice } = await countRows(copy)
    const { rows: applied } = await copy.query<{ name: string }>(
      'SELECT name FROM schema_migration ORDER BY name',
    )
    await copy.end()
    await seventh.drop()

    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('The secret is in') })
    expect(journal).toMatchObject({ code: 0, out: expect.stringContaining('Every chain is whole.') })
    expect(company).toBeGreaterThan(10)
    expect(notice).toBeGreaterThan(10)
    expect(applied.map((each) => each.name)).toEqual(readMigrations().map((each) => each.name))
  },
)

test('every table that holds a link’s or session’s secret is left out of backups, or voided by a restore', async () => {
  const { rows } = await world.owner.query<{ name: string }>(
    `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname LIKE '%token%' ORDER BY 1`,
  )
  // Voided in aftercare.ts; a domain with links of its own does so in its Resume and stands here.
  const voided = ['invitation', 'application']
  // TED's own mark of where a fetch stands opens nothing.
  const goesOn = ['tender_feed_run']
  const settled = [...leftOut, ...voided, ...goesOn]

  expect(rows.map(({ name }) => name).filter((name) => !settled.includes(name))).toEqual([])
})

async function countRows(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname",
  )
  const counts: Record<string, number> = {}
  for (const { name } of rows) {
    const { rows: counted } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"`)
    counts[name] = counted[0]?.n ?? -1
  }
  return counts
}

async function tablesIn(owner: object): Promise<string[]> {
  const pool = new Pool({ ...connectionOf(owner), max: 1 })
  const { rows } = await pool.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
  )
  await pool.end()
  return rows.map(({ name }) => name)
}

function urlOf(owner: object): string {
  return 'url' in owner ? String(owner.url) : ''
}

function connectionOf(owner: object): { connectionString: string } {
  return { connectionString: urlOf(owner) }
}

function talgud(
  databaseUrl: string,
  args: string[],
  { data = 'first', env = {} }: { data?: string; env?: Record<string, string> } = {},
): Promise<{ code: number; out: string; err: string }> {
  const settings = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    TALGUD_DATA: data === 'first' ? world.house.config.dataDir : join(folder, data),
    TALGUD_SECRET: secret,
    TALGUD_BACKUP_KEY: key,
    NODE_OPTIONS: '',
    ...env,
  }
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'cli.ts'), ...args],
      { env: settings, timeout: 60_000 },
      (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
  })
}
