import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshNotice, importFile, openNotice, title } from './import-notices.ts'
import { freePort, openBrowser } from './stage.ts'
import { Visitor } from './visitor.ts'

const folder = mkdtempSync(join(tmpdir(), 'talgud-first-start-'))
let server: ChildProcess
let browser: Browser
/** What the terminal shows. */
let said = ''

beforeAll(async () => {
  browser = await openBrowser()
  // As on a machine that has never heard of Talgud: no settings, an empty folder.
  const unset = Object.keys(process.env).filter((name) => /^(TALGUD|VITEST|NODE_ENV$)/.test(name))
  const own = { TALGUD_DATA: folder, PORT: String(await freePort()) }
  const env = { ...process.env, ...Object.fromEntries(unset.map((name) => [name, undefined])), ...own }
  server = spawn(process.execPath, ['tools/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  server.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  server.stderr?.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
})

afterAll(async () => {
  await browser.close()
  if (server.exitCode === null) server.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('whoever starts Talgud for the first time signs in, imports a notice and says who is interested', async () => {
  await expect.poll(() => said, { timeout: 120_000 }).toContain('Ctrl-C stops it')
  const url = read(/running at\s+(http\S+)/)
  const manager = read(/(\S+@\S+)\s+the cluster manager/)
  const password = read(/password is always\s+([\w-]+)/)
  const visitor = await Visitor.arrive({ browser, url })
  const { page } = visitor

  // Nobody is signed in yet.
  visitor.expects(401, /^\/api\/session$/)
  await page.goto('/')
  await visitor.heading('Sign in').waitFor()
  await visitor.signIn(manager, password)
  // The invented manager reads Estonian; whoever looks around may not.
  await page.getByRole('button', { name: 'en: English' }).click()
  await visitor.heading(/^Good /).waitFor()
  await visitor.shoot('the first page')
  await importFile(visitor, 'coastal-drones.xml', freshNotice())
  await openNotice(visitor)
  const fits = page.getByRole('listitem', { name: /^Kaarnatiib/ })
  await fits.getByText('Why it fits').waitFor()
  await fits.getByRole('button', { name: 'Interested: on behalf of Kaarnatiib Näidis OÜ' }).click()
  await page.getByText('Saved: Interested').waitFor()
  await page.reload()
  await visitor.heading(title).waitFor()
  await fits.getByText('on the company’s behalf').waitFor()
  expect(visitor.takeComplaints()).toEqual([])
  await visitor.leave()

  server.kill('SIGTERM')
  await expect.poll(() => server.exitCode, { timeout: 60_000 }).toBe(0)
  expect(said).toContain('stopped cleanly')
}, 240_000)

function read(pattern: RegExp): string {
  const found = pattern.exec(said)?.[1]
  if (!found) throw new Error(`The terminal does not show ${pattern}:\n${said}`)
  return found
}
