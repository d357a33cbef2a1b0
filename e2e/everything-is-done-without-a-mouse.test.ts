import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { companyAdmin } from './people.ts'
import { openStage } from './stage.ts'
import { eventually, type Visitor } from './visitor.ts'

const stage = openStage()

test('signing in, finding, reading and saving need a keyboard only', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  const { keyboard } = page
  await page.goto('/sign-in')
  await visitor.heading('Sign in').waitFor()

  await keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expectFocus(skip)
  await visitor.shoot('the way past the navigation')
  await keyboard.press('Enter')
  await tabTo(page, page.getByLabel('E-mail'))
  await keyboard.type(companyAdmin)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await keyboard.type('talgud-demo')
  await keyboard.press('Enter')
  await page.getByRole('button', { name: /^Account of / }).waitFor()
  await visitor.heading().waitFor()

  await keyboard.press('/')
  const search = page.getByRole('dialog', { name: 'Search everything' })
  await search.waitFor()
  await keyboard.type('Sõlmeside')
  await search
    .getByRole('option', { name: /Sõlmeside/ })
    .first()
    .waitFor()
  await visitor.shoot('searching')
  await keyboard.press('Enter')
  await visitor.heading(/^Sõlmeside/).waitFor()
  // Screen readers hear where one has come to.
  await expectFocus(visitor.heading(/^Sõlmeside/))

  await visitTheDirectory(visitor)
  await useTheMenu(visitor)
  await editAProduct(visitor)
})

async function visitTheDirectory(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Companies', exact: true }), 60)
  await page.keyboard.press('Enter')
  await visitor.heading('Member companies').waitFor()
  const wanted = page.getByRole('table').getByRole('link', { name: /^Soomuslõng/ })
  await wanted.waitFor()
  await tabTo(page, wanted)
  await visitor.shoot('tabbing through the directory')
  await page.keyboard.press('Enter')
  await visitor.heading(/^Soomuslõng/).waitFor()
}

async function useTheMenu(visitor: Visitor): Promise<void> {
  const { page } = visitor
  const menu = page.getByRole('button', { name: /^Account of / })
  await tabTo(page, menu, 80)
  await page.keyboard.press('Enter')
  await expectFocus(page.getByRole('menuitem', { name: 'Account and security' }))
  await page.keyboard.press('ArrowDown')
  await expectFocus(page.getByRole('menuitemradio').first())
  await page.keyboard.press('Escape')
  await page.getByRole('menuitem', { name: 'Account and security' }).waitFor({ state: 'hidden' })
  await expectFocus(menu)
}

async function editAProduct(visitor: Visitor): Promise<void> {
  const { page } = visitor
  const { keyboard } = page
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Our company', exact: true }), 80)
  await keyboard.press('Enter')
  await visitor.heading(/^Kaarnatiib/).waitFor()
  await tabTo(page, page.getByRole('tab', { name: 'Overview' }))
  await keyboard.press('ArrowRight')
  await expectFocus(page.getByRole('tab', { name: /^Products/ }))
  await keyboard.press('Enter')
  const edit = page.getByRole('link', { name: 'Edit Ronk-3' })
  await edit.waitFor()
  await tabTo(page, edit)
  await keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Edit product' })
  await expectFocus(form.getByLabel('Name'))
  await keyboard.press('End')
  await keyboard.type(' Mk II')
  await tabTo(page, form.getByRole('button', { name: 'Save product' }), 60)
  await visitor.shoot('about to save')
  await keyboard.press('Enter')
  await page.getByText('Saved: Ronk-3 Mk II').waitFor()
  await page.getByRole('heading', { name: 'Ronk-3 Mk II' }).waitFor()
}

/** Presses Tab until the focus is there; every stop on the way must be visible and marked. */
async function tabTo(page: Page, target: Locator, most = 40): Promise<void> {
  await target.waitFor()
  const unmarked: string[] = []
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<string | null>(unmarkedFocus)
    if (stop) unmarked.push(stop)
    if (await isFocused(target)) {
      expect(unmarked.join('\n'), 'stops that show no focus').toBe('')
      return
    }
  }
  throw new Error(`${most} presses on Tab did not lead to ${target}`)
}

async function expectFocus(target: Locator): Promise<void> {
  await eventually(() => isFocused(target), `focus on ${target}`).toBe(true)
}

async function isFocused(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus')).count()) > 0
}

/** What is focused although nothing shows it: no outline, no shadow. Fields change their border instead. */
const unmarkedFocus = `(() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const box = at.getBoundingClientRect()
  const isOutlined = (part) => getComputedStyle(at, part).outlineStyle !== 'none'
  const isMarked = [null, '::before', '::after'].some(isOutlined) ||
    getComputedStyle(at).boxShadow !== 'none' || at.matches('input, textarea, select, h1')
  if (isMarked && box.width > 0 && box.height > 0) return null
  return at.outerHTML.slice(0, 120)
})()`
