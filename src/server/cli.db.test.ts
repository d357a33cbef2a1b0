import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#platform/db/test-database.ts'
import { newId } from '#platform/new-id.ts'
import { renderNotice } from '../../tools/demo/notice-xml.ts'
import { demoNotices } from '../../tools/demo/notices.ts'

let folder: string
let databaseUrl: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talgud-cli-'))
  const { owner } = await testDatabase()
  databaseUrl = 'url' in owner ? owner.url : ''
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an operator makes a cluster, imports code lists and notices, and the journal holds', {
  timeout: 120_000,
}, async () => {
  const [first, second] = demoNotices
  if (!first || !second) throw new Error('the demo has no notices')
  writeFileSync(join(folder, 'one.xml'), renderNotice(first, 1, '2026-01-01'))
  writeFileSync(join(folder, 'two.xml'), renderNotice(second, 2, '2026-01-01'))
  writeFileSync(join(folder, 'broken.xml'), '<ContractNotice')
  const list = join(folder, 'skills.csv')
  writeFileSync(list, 'code,en,et\nA1,Welding,Keevitamine\n')

  const made = await talgud(
    'cluster',
    'add',
    '--slug',
    'north',
    '--name',
    'North',
    '--country',
    'EE',
    '--email',
    'Mari@North.example',
    '--manager',
    'Mari',
  )
  const twice = await talgud(
    'cluster',
    'add',
    '--slug',
    'north',
    '--name',
    'North',
    '--country',
    'EE',
    '--email',
    'mari@north.example',
    '--manager',
    'Mari',
  )
  const lists = await talgud('import', 'code-lists', list)
  const files = ['one.xml', 'two.xml', 'broken.xml'].map((name) => join(folder, name))
  const notices = await talgud('import', 'notices', ...files, '--json')
  const again = await talgud('import', 'notices', ...files)
  const journal = await talgud('verify-journal')

  expect(made).toMatchObject({ code: 0, out: expect.stringContaining('/password-reset/') })
  expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('There is a cluster north already.') })
  expect(lists).toMatchObject({ code: 0, out: 'skills: 1 codes\n' })
  expect(
    notices.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { name: 'one.xml', outcome: 'added' },
    { name: 'two.xml', outcome: 'added' },
    { name: 'broken.xml', outcome: 'refused', refused: { code: expect.stringMatching(/^notice\//) } },
  ])
  expect(again.out).toContain('North: 0 added, 0 updated, 2 unchanged, 1 refused')
  expect(journal).toMatchObject({ code: 0, out: expect.stringContaining('Every chain is whole.') })
})

test('an operator gives a company an admin when nobody else can, and its managers are told', {
  timeout: 120_000,
}, async () => {
  const manager = ['--email', 'mari@south.example', '--manager', 'Mari']
  await talgud('cluster', 'add', '--slug', 'south', '--name', 'South', '--country', 'EE', ...manager)
  const owner = new Pool({ connectionString: databaseUrl, max: 1 })
  await owner.query(
    "INSERT INTO company (cluster_id, id, legal_name, country) SELECT id, $1, 'Rebane OÜ', 'EE' FROM cluster WHERE slug = 'south'",
    [newId()],
  )
  const give = (company: string) => {
    const admin = ['--email', 'Kalle@Rebane.example', '--name', 'Kalle', '--company', company]
    return talgud('company-admin', 'add', '--cluster', 'south', ...admin)
  }

  const missing = await give('Nobody AS')
  const given = await give('rebane oü')
  const twice = await give('Rebane OÜ')
  const { rows: hats } = await owner.query(
    'SELECT a.email, h.role FROM hat h JOIN account a ON a.id = h.account_id WHERE h.company_id IS NOT NULL',
  )
  const { rows: mails } = await owner.query('SELECT recipient, subject FROM mail ORDER BY id DESC LIMIT 1')
  await owner.end()

  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('There is no company Nobody AS') })
  expect(given).toMatchObject({ code: 0, out: expect.stringContaining('/password-reset/') })
  expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('is an admin of Rebane OÜ already.') })
  expect(hats).toEqual([{ email: 'kalle@rebane.example', role: 'company-admin' }])
  expect(mails).toEqual([{ recipient: 'mari@south.example', subject: 'New access: Rebane OÜ' }])
})

test('a command that is not there, or names nothing, is answered with what there is', {
  timeout: 60_000,
}, async () => {
  const unknown = await talgud('dance')
  const nothing = await talgud('import', 'notices', join(folder, 'missing.xml'), '--cluster', 'north')

  expect(unknown).toMatchObject({ code: 2, out: expect.stringContaining('talgud import notices') })
  expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining('There is no file or folder') })
})

function talgud(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    TALGUD_DATA: folder,
    TALGUD_SECRET: 'a secret for tests, long enough here',
    NODE_OPTIONS: '',
  }
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'cli.ts'), ...args],
      { env, timeout: 60_000 },
      (error, out, err) => done({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    )
  })
}
