import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#platform/db/test-database.ts'

let folder: string
let databaseUrl: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talgud-lists-'))
  const { owner } = await testDatabase()
  databaseUrl = 'url' in owner ? owner.url : ''
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an operator tries a list, brings it in, takes it out and finds nothing to change', {
  timeout: 180_000,
}, async () => {
  const list = join(folder, 'liikmed.csv')
  const out = join(folder, 'out.xlsx')
  writeFileSync(
    list,
    'Nimi;Registrikood;Koduleht\nPõhjatuul OÜ;10060701;pohjatuul.example\nUus OÜ;10060702;\n;;x.example\n',
  )
  const manager = ['--email', 'mari@north.example', '--manager', 'Mari']
  await talgud('cluster', 'add', '--slug', 'north', '--name', 'North', '--country', 'EE', ...manager)

  const dry = await talgud('import', 'members', list, '--dry-run')
  const taken = await talgud('import', 'members', list, '--json')
  const exported = await talgud('export', 'members', out)
  const again = await talgud('import', 'members', out)
  const missing = await talgud('import', 'members', join(folder, 'missing.csv'))

  expect(dry.out).toContain('new       row 2  Põhjatuul OÜ')
  expect(dry.out).toContain('“10060702” cannot be a register code: its check digit is wrong.')
  expect(dry.out).toContain('problem   row 4')
  expect(dry.out).toContain('North: 2 new, 1 problem\nNothing was taken: this was a dry run.')
  // Rows stood in the way, so the exit code says so; the others were taken.
  expect(taken.code).toBe(1)
  expect(JSON.parse(taken.err.trim().split('\n').at(-1) ?? '')).toMatchObject({
    cluster: 'north',
    outcomes: { new: 2, problem: 1 },
    counts: { added: 2, changed: 0 },
    refusal: null,
  })
  expect(exported).toMatchObject({ code: 0, out: expect.stringContaining('wrote the companies') })
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
  expect(again.out).toContain(
    'North: 2 same\nThe list holds nothing new: there is nothing to take.\nNothing was taken.',
  )
  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('There is no file') })
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
