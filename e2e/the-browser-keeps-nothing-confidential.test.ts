import { expect, test } from 'vitest'
import { companyAdmin } from './people.ts'
import { openStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const stage = openStage()

test('the browser keeps the language and the colours, and nothing else, during use and after signing out', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(companyAdmin)
  await page.getByRole('button', { name: /^Account of / }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await page.goto('/members?q=drone')
  await page
    .getByRole('table')
    .getByRole('link', { name: /^Kaarnatiib/ })
    .click()
  await visitor.heading(/^Kaarnatiib/).waitFor()
  await page.mouse.wheel(0, 600)
  await page.getByRole('tab', { name: /^Products/ }).click()
  await page.getByRole('link', { name: 'Edit Ronk-3' }).click()
  await page.getByLabel('Description in English').fill('A confidential word.')
  await page.getByRole('button', { name: 'Save product' }).click()
  await page.getByText('Saved: Ronk-3').waitFor()
  await page.reload()
  await visitor.heading(/^Kaarnatiib/).waitFor()
  expect(await kept(visitor)).toEqual(allowed)

  await visitor.signOut()
  expect(await kept(visitor)).toEqual(allowed)
  expect((await visitor.context.cookies()).map(({ name }) => name)).toEqual(['__Host-talgud-device'])
})

test('after signing out the way back shows nothing', async () => {
  const visitor = await stage.visitor()
  await visitor.signIn(companyAdmin)
  await visitor.page.goto('/activity')
  await visitor.heading('Activity').waitFor()
  await visitor.signOut()

  visitor.expects(401, /^\/api\/session$/)
  await visitor.page.goBack()
  await visitor.heading('Sign in').waitFor()
})

const allowed = {
  local: { 'talgud-language': 'en', 'talgud-colours': 'light' },
  session: {},
  databases: [],
  caches: [],
  cookies: '',
}

async function kept({ page }: Visitor): Promise<unknown> {
  return page.evaluate(`(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookies: document.cookie,
  }))()`)
}
