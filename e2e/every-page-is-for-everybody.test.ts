import { globSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, expect, test, vi } from 'vitest'
import { type Address, everyAddress } from './pages.ts'
import { companyAdmin, manager, outsideContact } from './people.ts'
import { openStage } from './stage.ts'
import { eventually, type Visitor } from './visitor.ts'

const stage = openStage()
const names = { en: 'English', et: 'Eesti' } as const
const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
/** The account keeps the language, so everybody ends in the one they begin with. */
const crossed: Look[] = [
  { language: 'et', size: 'desk', isHeard: false },
  { language: 'en', size: 'phone', isHeard: true },
]
const straight: Look[] = [
  { language: 'et', size: 'phone', isHeard: false },
  { language: 'en', size: 'desk', isHeard: true },
]

/** How a page is looked at. Reading it as a program for the blind would takes longest and hears no language. */
type Look = { language: keyof typeof names; size: keyof typeof sizes; isHeard: boolean }

// Some fifty pages, each several times; the walk grows with every page.
const patience = 300_000

let addresses: Address[] = []

beforeAll(async () => {
  const visitor = await stage.visitor()
  await visitor.page.goto('/password-reset')
  await visitor.page.getByLabel('E-mail').fill(companyAdmin)
  await visitor.page.getByRole('button', { name: 'Send the link' }).click()
  await visitor.heading('Look into your mail').waitFor()
  // The letter is written in the background.
  addresses = await vi.waitFor(() => everyAddress(visitor.page, stage), { timeout: 20_000, interval: 200 })
})

test.each([
  { role: 'the cluster manager', email: manager, hasFaces: true, looks: straight },
  { role: 'a company admin', email: companyAdmin, hasFaces: false, looks: crossed },
  // Most pages are closed to them, and say so.
  { role: 'an outside contact', email: outsideContact, hasFaces: false, looks: straight.slice(1) },
])(
  '$role can read every page, on a desk and on a phone',
  async ({ email, hasFaces, looks }) => {
    const visitor = await stage.visitor()
    await visitor.signIn(email)
    // A page that is not for a role says so; that it may not be read is right.
    visitor.expects(403, /^\/api\//)
    visitor.expects(404, /^\/api\//)
    const open = addresses.filter(({ isOutside, isFace }) => !isOutside && (hasFaces || !isFace))
    expect(open.length).toBeGreaterThan(10)

    const faults: string[] = []
    for (const look of looks) faults.push(...(await faultsOn(open, visitor, look)))
    expect(faults).toEqual([])
  },
  patience,
)

test('whoever has not signed in can read every page that is open to them', async () => {
  const visitor = await stage.visitor()
  visitor.expects(404, /^\/api\/invitations\//)
  visitor.expects(410, /^\/api\/invitations\//)
  await visitor.page.goto('/sign-in')
  const open = addresses.filter(({ isOutside }) => isOutside)
  const faults: string[] = []
  for (const look of [...straight, ...crossed]) faults.push(...(await faultsOn(open, visitor, look)))
  expect(faults).toEqual([])
})

test('in the dark the main pages keep their contrast', async () => {
  const visitor = await stage.visitor({ colorScheme: 'dark' })
  await visitor.signIn(manager)
  visitor.expects(403, /^\/api\/for-my-company$/)
  const faults: string[] = []
  // The colours are the same in all forms and drawers; what is read most says enough.
  const main = /^\/$|^\/(members|opportunities)(\/[\w-]+)?$|^\/(account|activity|settings\/import)$/
  for (const { path } of addresses.filter((one) => main.test(one.path))) {
    await visit(visitor, path)
    const { violations } = await axe(visitor).withRules(['color-contrast']).analyze()
    faults.push(...violations.flatMap(say).map((fault) => `${path}, ${fault}`))
  }
  await visitor.shoot('dark')
  expect(faults).toEqual([])
})

async function faultsOn(open: Address[], visitor: Visitor, look: Look): Promise<string[]> {
  const { page } = visitor
  const { language, size, isHeard } = look
  // On a phone the languages are in a menu.
  await page.setViewportSize(sizes.desk)
  await page.getByRole('button', { name: new RegExp(`${names[language]}$`) }).click()
  await page.setViewportSize(sizes[size])
  const faults: string[] = []
  for (const { path } of open) {
    await visit(visitor, path)
    const violations = isHeard ? (await axe(visitor).analyze()).violations : []
    const own = await page.evaluate<string[]>(ownFaults)
    const texts = await page.evaluate<string[]>(words)
    const keys = texts.flatMap((text) => text.split(/\s+/)).filter(looksLikeKey)
    const found = [...violations.flatMap(say), ...own, ...keys.map((key) => `says “${key}”`)]
    faults.push(...found.map((fault) => `${path} in ${language} on a ${size}: ${fault}`))
  }
  return faults
}

async function visit(visitor: Visitor, path: string): Promise<void> {
  // Within the app, as a click would: a full load for each of these would test the network again and again.
  await visitor.page.evaluate(`window.__TSR_ROUTER__.navigate({ href: ${JSON.stringify(path)} })`)
  await settle(visitor)
}

/** Waits until nothing on the page is still to come. */
async function settle(visitor: Visitor): Promise<void> {
  const ask = async () => (visitor.isWaiting ? 'the server' : visitor.page.evaluate<string>(unsettled))
  await eventually(ask, `what ${visitor.page.url()} still waits for`).toBe('')
}

const unsettled = `(() => {
  const router = window.__TSR_ROUTER__
  if (router.state.status !== 'idle') return 'the router'
  const waiting = document.querySelector('[class*="Skeleton-root"], [aria-busy="true"], [class*="Loader-root"]')
  if (waiting) return waiting.outerHTML.slice(0, 200)
  return document.querySelector('h1, h2, [role="alert"]') ? '' : 'a heading'
})()`

function axe({ page }: Visitor): AxeBuilder {
  // The only frames are letters, which are shown without scripts and so cannot be asked.
  return new AxeBuilder({ page }).setLegacyMode().exclude('iframe')
}

type Violation = { id: string; nodes: { html: string; failureSummary?: string }[] }

function say({ id, nodes }: Violation): string[] {
  return nodes.slice(0, 3).map(({ html, failureSummary }) => {
    const why = failureSummary?.split('\n')[1]?.trim() ?? ''
    return `axe ${id}: ${html.slice(0, 160)} (${why.slice(0, 160)})`
  })
}

const ownFaults = `(() => {
  const faults = []
  const titles = [...document.querySelectorAll('h1')].map((title) => title.textContent)
  if (titles.length !== 1) faults.push('has ' + titles.length + ' first headings: ' + titles.join(', '))
  else if (document.title !== titles[0] + ' · Talgud')
    faults.push('is “' + titles[0] + '” but its tab says “' + document.title + '”')
  const { scrollWidth } = document.documentElement
  if (scrollWidth > innerWidth) faults.push('is ' + scrollWidth + ' px wide in a window of ' + innerWidth)
  return faults
})()`

/** Every text somebody reads or hears. */
const words = `(() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) found.push(walker.currentNode.data)
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll('[' + name + ']')) found.push(element.getAttribute(name))
  return found
})()`

/** The first words of all keys; what begins with one and a dot is a sentence that is missing. */
const roots = new Set<string>()
for (const path of globSync('src/web/*/en.ts')) {
  const { en } = (await import(new URL(`../${path}`, import.meta.url).href)) as { en: object }
  for (const key of Object.keys(en)) roots.add(key)
}

function looksLikeKey(word: string): boolean {
  const key = /^([a-z]\w*)(\.[\w-]+)+$/.exec(word)
  return key?.[1] !== undefined && roots.has(key[1]) && !word.endsWith('.example')
}
