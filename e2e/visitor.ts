import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { demoPassword } from '#platform/identity/demo.ts'

type Theatre = {
  url: string
  browser: { newContext(options: BrowserContextOptions): Promise<BrowserContext> }
}
type Expected = { status: number; path: RegExp }

/** Somebody with a browser, who notes down whatever the browser complains about. */
export class Visitor {
  readonly context: BrowserContext
  readonly page: Page
  readonly url: string
  #complaints: string[] = []
  #expected: Expected[] = []
  #asked = 0

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.context = context
    this.page = page
    this.url = url
  }

  static async arrive({ browser, url }: Theatre, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'en-GB',
      timezoneId: 'Europe/Tallinn',
      colorScheme: 'light',
      // Movement only takes time here, and a screenshot in the middle of it shows nothing.
      reducedMotion: 'reduce',
      viewport: { width: 1440, height: 900 },
      ...options,
    })
    context.setDefaultTimeout(patience)
    const page = await context.newPage()
    const visitor = new Visitor(context, page, url)
    visitor.#listenTo(page)
    context.on('page', (another) => visitor.#listenTo(another))
    return visitor
  }

  /** Signs in by e-mail and password, as one of the people of the demo does, and waits for the first page. */
  async signIn(email: string, password: string = demoPassword): Promise<void> {
    const { page } = this
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    // In the language of the account, which need not be the browser's.
    await page.getByRole('button', { name: /^(Account of |Konto: )/ }).waitFor()
    await this.heading().waitFor()
  }

  /** The title of the page, or of the page that has this title. */
  heading(name?: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name })
  }

  /** Signs out by the menu. */
  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Account of / }).click()
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await this.heading('Sign in').waitFor()
  }

  /** Says that the server will refuse something, and that this is right. */
  expects(status: number, path: RegExp): void {
    this.#expected.push({ status, path })
  }

  /** Whether the page waits for an answer of the server. */
  get isWaiting(): boolean {
    return this.#asked > 0
  }

  /** What the browser complained about since the last call. */
  takeComplaints(): string[] {
    const taken = this.#complaints
    this.#complaints = []
    return taken
  }

  /** Keeps a picture in test-results, for people who look. */
  async shoot(name: string, { fullPage = false } = {}): Promise<void> {
    const file = pictureFile(name)
    mkdirSync(dirname(file), { recursive: true })
    await this.page.screenshot({ path: file, fullPage }).catch(() => {})
  }

  async leave(): Promise<void> {
    await this.context.close()
  }

  #listenTo(page: Page): void {
    page.on('console', (message) => {
      const type = message.type()
      // Refused requests are judged below, where what was expected is known.
      if ((type !== 'error' && type !== 'warning') || message.text().startsWith('Failed to load resource'))
        return
      this.#complaints.push(`console ${type} on ${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.#complaints.push(`page error on ${page.url()}: ${error.message}`))
    page.on('request', () => {
      this.#asked += 1
    })
    page.on('requestfinished', () => {
      this.#asked -= 1
    })
    page.on('requestfailed', (request) => {
      this.#asked -= 1
      const reason = request.failure()?.errorText ?? ''
      // Leaving a page gives up what it was still asking for.
      if (reason === 'net::ERR_ABORTED') return
      this.#complaints.push(`${request.method()} ${request.url()} failed: ${reason}`)
    })
    page.on('response', (response) => {
      const status = response.status()
      if (status < 400) return
      const { pathname, search } = new URL(response.url())
      if (this.#expected.some((one) => one.status === status && one.path.test(pathname))) return
      this.#complaints.push(`${response.request().method()} ${pathname}${search} answered ${status}`)
    })
  }
}

/** Longer than anything takes on a machine that is busy with other things as well. */
const patience = 20_000

/** Asks again until the answer is as expected: `await eventually(() => field.inputValue()).toBe('…')`. */
export function eventually<T>(ask: () => Promise<T>, what?: string) {
  return expect.poll(ask, { timeout: patience, ...(what === undefined ? {} : { message: what }) })
}

function pictureFile(name: string): string {
  const journey = expect.getState().testPath?.split('/').at(-1)?.replace('.test.ts', '') ?? 'somewhere'
  return join('test-results', journey, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 100)}.png`)
}
