import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config.ts'
import { emptyTestDatabase } from '#platform/db/test-database.ts'
import { mayWriteTo } from '#platform/mail/deliver.ts'

let folder: string
let database: Awaited<ReturnType<typeof emptyTestDatabase>>
let url: string
let pool: Pool

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talgud-operator-'))
  database = await emptyTestDatabase('operator')
  url = 'url' in database.owner ? database.owner.url : ''
  pool = new Pool({ connectionString: url, max: 1 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('an operator without a page', { timeout: 240_000 }, () => {
  test('makes the tables, a cluster, and looks after its accounts; the journal tells', async () => {
    const made = await talgud('migrate')
    const again = await talgud('migrate')
    const cluster = await talgud(
      ...'cluster add --slug north --name North --country EE --email mari@north.example --manager Mari'.split(
        ' ',
      ),
    )
    const second = await talgud(...'user add-manager --email jaan@north.example --name Jaan'.split(' '))
    const twice = await talgud(...'user add-manager --email jaan@north.example --name Jaan'.split(' '))
    await pool.query("UPDATE account_secret SET second_factor_on_at = now(), second_factor_sealed = 'x'")
    await pool.query(
      "INSERT INTO session (token_hash, id, account_id, expires_at) SELECT 'x', gen_random_uuid(), id, now() + interval '1 day' FROM account WHERE name = 'Jaan'",
    )
    const reset = await talgud('user', 'reset-second-factor', '--email', 'Jaan@North.example')
    const closed = await talgud('user', 'deactivate', '--email', 'jaan@north.example')
    const nobody = await talgud('user', 'deactivate', '--email', 'nobody@north.example')
    const listed = await talgud('user', 'list', '--json')
    const opened = await talgud('user', 'reactivate', '--email', 'jaan@north.example')
    const shown = await talgud('user', 'list')
    const journal = await talgud('verify-journal')
    const { rows: entries } = await pool.query('SELECT action FROM journal_entry ORDER BY number')
    const { rows: sessions } = await pool.query('SELECT FROM session')
    const { rows: mails } = await pool.query('SELECT recipient FROM mail')

    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/The tables are up to date: \d+ steps/),
    })
    expect(again.out).toContain('up to date already')
    expect(cluster).toMatchObject({ code: 0 })
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('/password-reset/') })
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('already') })
    expect([reset.code, closed.code, opened.code]).toEqual([0, 0, 0])
    expect(nobody).toMatchObject({ code: 1, err: 'There is no account nobody@north.example.\n' })
    expect(
      listed.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        email: 'jaan@north.example',
        name: 'Jaan',
        active: false,
        secondFactor: false,
        hats: 'cluster-manager of north',
      },
      {
        email: 'mari@north.example',
        name: 'Mari',
        active: true,
        secondFactor: true,
        hats: 'cluster-manager of north',
      },
    ])
    expect(shown.out).toContain('jaan@north.example  Jaan  cluster-manager of north  [no second factor]')
    expect(entries.map(({ action }) => action)).toEqual([
      'identity/access-given',
      'identity/second-factor-reset',
      'identity/account-deactivated',
      'identity/account-reactivated',
    ])
    expect(sessions).toEqual([])
    expect(mails).toEqual([{ recipient: 'jaan@north.example' }])
    expect(journal.out).toContain('Every chain is whole.')
  })

  test('is told by the doctor what is well and what to do', async () => {
    const well = await talgud('doctor')
    await pool.query('ALTER TABLE company NO FORCE ROW LEVEL SECURITY')
    await pool.query('DELETE FROM schema_migration WHERE name = (SELECT max(name) FROM schema_migration)')
    const ill = await talgud('doctor', '--json')
    await pool.query('ALTER TABLE company FORCE ROW LEVEL SECURITY')
    const settings = await talgud.with({ TALGUD_MODE: 'production', TALGUD_SECRET: '' }, 'doctor')
    const away = await talgud.with({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'doctor')

    // The test server forgets on purpose; the doctor says so, and of a test's mail and backup only that they are to look at.
    expect(well.out).toMatch(/^BAD {3}safety of writes: The database runs with \w+=off/m)
    for (const check of [
      'database version',
      'clock',
      'tables',
      'mode',
      'the app’s login',
      'row security',
      'mail',
    ]) {
      expect(well.out).toContain(`OK    ${check}: `)
    }
    expect(well.out).toContain('LOOK  last backup: none was ever made')
    const { isWell, findings } = JSON.parse(ill.out)
    const found = (name: string) => findings.find(({ check }: { check: string }) => check === name)
    expect([ill.code, isWell]).toEqual([1, false])
    expect(found('row security')).toMatchObject({ state: 'bad', says: 'off on company' })
    expect(found('tables')).toMatchObject({ state: 'look', says: '1 steps behind this version' })
    expect(settings).toMatchObject({ code: 1, out: expect.stringContaining('needs TALGUD_SECRET') })
    expect(away).toMatchObject({ code: 1, out: expect.stringContaining('Is the server running') })
  })
})

describe('a mode', { timeout: 240_000 }, () => {
  test('is remembered by database and folder, and another is refused until it is changed on purpose', async () => {
    const other = await emptyTestDatabase('mode')
    const env = {
      DATABASE_URL: 'url' in other.owner ? other.owner.url : '',
      TALGUD_DATA: join(folder, 'mode'),
      TALGUD_MODE: 'staging',
    }
    const first = await talgud.with(env, 'migrate')
    const remembered = readFileSync(join(folder, 'mode', 'mode'), 'utf8')
    const asDemo = await talgud.with({ ...env, TALGUD_MODE: 'demo' }, 'migrate')
    const elsewhere = await talgud.with({ ...env, DATABASE_URL: url, TALGUD_MODE: 'demo' }, 'migrate')
    const changed = await talgud.with(env, 'mode', 'demo')
    const now = await talgud.with({ ...env, TALGUD_MODE: 'demo' }, 'migrate')
    const back = await talgud.with({ ...env, TALGUD_MODE: 'demo' }, 'user', 'list')
    const plant = new Pool({ connectionString: env.DATABASE_URL, max: 1 })
    await plant.query(
      "INSERT INTO cluster (id, slug, name, country, is_demo) VALUES (gen_random_uuid(), 'demo', 'D', 'EE', true)",
    )
    await plant.end()
    const escaped = await talgud.with({ ...env, TALGUD_MODE: 'demo' }, 'mode', 'production')
    await other.drop()

    expect(first).toMatchObject({ code: 0 })
    expect(remembered).toBe('staging\n')
    expect(asDemo).toMatchObject({
      code: 1,
      err: expect.stringContaining('belongs to staging, but TALGUD_MODE says demo'),
    })
    expect(elsewhere).toMatchObject({
      code: 1,
      err: expect.stringContaining('This data folder belongs to staging'),
    })
    expect([changed.code, now.code, back.code]).toEqual([0, 0, 0])
    expect(escaped).toMatchObject({ code: 1, err: expect.stringContaining('This is a demo') })
  })

  test('decides whom a mail may reach: staging writes to its list alone', () => {
    const staging = readConfig({
      TALGUD_MODE: 'staging',
      TALGUD_DATA: folder,
      MAIL_ALLOW: 'Kadri@Test.example, @our.example',
    })
    const reached = [
      'kadri@test.example',
      'KADRI@test.example',
      'any@our.example',
      'liis@test.example',
      'a@evil-our.example',
      'a@our.example.evil.example',
    ]

    expect(reached.filter((address) => mayWriteTo(staging, address))).toEqual(reached.slice(0, 3))
    expect(mayWriteTo({ ...staging, mailAllow: [] }, 'any@our.example')).toBe(false)
    expect(mayWriteTo({ ...staging, mode: 'production' }, 'liis@test.example')).toBe(true)
  })
})

type Outcome = { code: number; out: string; err: string }

function talgud(...args: string[]): Promise<Outcome> {
  return talgud.with({}, ...args)
}

talgud.with = (env: Record<string, string>, ...args: string[]): Promise<Outcome> => {
  const settings = {
    ...process.env,
    DATABASE_URL: url,
    TALGUD_DATA: join(folder, 'data'),
    TALGUD_SECRET: 'a secret for tests, long enough here',
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
