import { expect, test } from 'vitest'
import { peer, staff } from './people.ts'
import { openStage } from './stage.ts'
import { eventually } from './visitor.ts'

const stage = openStage()

test('the language changes at once, outlives a reload and follows the person to another browser', async () => {
  const here = await stage.visitor()
  const { page } = here
  await here.signIn(staff)
  await page.getByRole('button', { name: 'et: Eesti' }).click()
  await here.heading(/^Tere (hommikust|päevast|õhtust), Elina$/).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('et')
  expect(await page.title()).toMatch(/^Tere .* · Talgud$/)

  await page.reload()
  await here.heading(/^Tere /).waitFor()
  await here.shoot('home in Estonian')
  await page.getByRole('link', { name: 'Ettevõtted' }).first().click()
  await here.heading('Liikmesettevõtted').waitFor()

  const elsewhere = await stage.visitor()
  await elsewhere.page.goto('/sign-in')
  await elsewhere.page.getByLabel('E-mail').fill(staff)
  await elsewhere.page.getByLabel('Password', { exact: true }).fill('talgud-demo')
  await elsewhere.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await elsewhere.heading(/^Tere /).waitFor()

  await page.getByRole('button', { name: 'en: English' }).click()
  await here.heading('Member companies').waitFor()
  await page.reload()
  await here.heading('Member companies').waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
})

test('the sign-in page speaks the language of the browser until somebody chooses another', async () => {
  const estonian = await stage.visitor({ locale: 'et-EE' })
  await estonian.page.goto('/sign-in')
  await estonian.heading('Logige sisse').waitFor()
  await estonian.shoot('sign-in in Estonian')
  await estonian.page.getByRole('button', { name: 'English' }).click()
  await estonian.heading('Sign in').waitFor()
  await estonian.page.reload()
  await estonian.heading('Sign in').waitFor()
})

test('dark and light are chosen in the menu and kept in this browser', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(staff)
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
  expect(await scheme()).toBe('light')

  const menu = page.getByRole('button', { name: /^Account of / })
  await menu.click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await eventually(scheme).toBe('dark')
  await page.reload()
  await visitor.heading().waitFor()
  expect(await scheme()).toBe('dark')
  await visitor.shoot('home in the dark')

  await menu.click()
  await page.getByRole('menuitemradio', { name: 'As on this device' }).click()
  await eventually(scheme).toBe('light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await eventually(scheme).toBe('dark')
})

test('somebody with two roles changes between them and sees what each may see', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(peer)
  const header = page.getByRole('banner')
  const side = page.getByRole('navigation')
  const roles = header.getByRole('button', { name: /Partner cluster staff|Cluster manager/ })
  const first = (await roles.textContent()) ?? ''
  const [now, then] = first.includes('Partner')
    ? (['Partner cluster staff', 'Cluster manager'] as const)
    : (['Cluster manager', 'Partner cluster staff'] as const)

  await roles.click()
  await visitor.shoot('choosing a role')
  await page.getByRole('menuitemradio', { name: then }).click()
  await header.getByRole('button', { name: then }).waitFor()
  await expect
    .poll(() => side.getByRole('link', { name: 'Mail outbox' }).count())
    .toBe(then === 'Cluster manager' ? 1 : 0)
  await page.reload()
  await header.getByRole('button', { name: then }).click()
  await page.getByRole('menuitemradio', { name: now }).click()
  await header.getByRole('button', { name: now }).waitFor()
  await expect
    .poll(() => side.getByRole('link', { name: 'Mail outbox' }).count())
    .toBe(now === 'Cluster manager' ? 1 : 0)
})
