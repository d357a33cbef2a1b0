import { expect, test } from 'vitest'
import { companyAdmin, manager } from './people.ts'
import { openStage } from './stage.ts'
import { eventually, type Visitor } from './visitor.ts'

const stage = openStage()

test('a company admin adds, changes and removes a product, and the history tells who did it', async () => {
  const admin = await stage.visitor()
  const { page } = admin
  await admin.signIn(companyAdmin)
  await openProducts(admin)

  await page.getByRole('link', { name: 'Add product' }).click()
  const adding = page.getByRole('dialog', { name: 'New product' })
  await adding.getByLabel('Name').fill('Vares-1')
  await adding
    .getByLabel('Description in English')
    .fill('A small drone that carries a parcel of two kilograms.')
  await adding.getByLabel('Readiness level').selectOption({ index: 6 })
  await admin.shoot('adding a product')
  await adding.getByRole('button', { name: 'Save product' }).click()
  await page.getByText('Saved: Vares-1').waitFor()
  await page.getByRole('heading', { name: 'Vares-1' }).waitFor()

  await page.getByRole('link', { name: 'Edit Vares-1' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit product' })
  await editing
    .getByLabel('Description in English')
    .fill('A small drone that carries a parcel of three kilograms.')
  await editing.getByRole('button', { name: 'Save product' }).click()
  await page.getByText('three kilograms').waitFor()

  await page.getByRole('button', { name: 'Remove Vares-1' }).click()
  const asking = page.getByRole('dialog', { name: 'Remove the product “Vares-1”?' })
  await admin.shoot('asked before removing')
  await asking.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Removed: Vares-1').waitFor()
  await page.getByRole('heading', { name: 'Vares-1' }).waitFor({ state: 'detached' })

  await page.getByRole('tab', { name: 'History' }).click()
  const history = page.getByRole('region', { name: 'History' }).getByRole('listitem')
  await history.first().waitFor()
  const lines = (await history.allInnerTexts()).slice(0, 3).map((line) => line.replaceAll(/\s+/g, ' '))
  await admin.shoot('history')
  expect(lines[0]).toMatch(/Liis Kaarnapuu .*removed a product/)
  expect(lines[1]).toMatch(/Liis Kaarnapuu .*changed a product .*two kilograms.*three kilograms/)
  expect(lines[2]).toMatch(/Liis Kaarnapuu .*added a product/)
})

test('whoever saves over a newer version is told, keeps the typed words and may load the newest', async () => {
  const admin = await stage.visitor()
  await admin.signIn(companyAdmin)
  await openProducts(admin)
  await admin.page.getByRole('link', { name: 'Edit Ronk-3' }).click()
  const mine = admin.page.getByRole('dialog', { name: 'Edit product' }).getByLabel('Description in English')
  await mine.fill('Words of the company admin.')

  const staff = await stage.visitor()
  await staff.signIn(manager)
  await staff.page.goto(new URL(admin.page.url()).pathname)
  const theirs = staff.page.getByRole('dialog', { name: 'Edit product' })
  await theirs.getByLabel('Description in English').fill('Words of the manager.')
  await theirs.getByRole('button', { name: 'Save product' }).click()
  await staff.page.getByText('Saved: Ronk-3').waitFor()

  admin.expects(412, /\/products\//)
  await admin.page.getByRole('button', { name: 'Save product' }).click()
  const notice = admin.page.getByRole('alert').filter({ hasText: 'Somebody else changed this' })
  await notice.waitFor()
  await admin.shoot('changed meanwhile')
  expect(await mine.inputValue()).toBe('Words of the company admin.')

  await notice.getByRole('button', { name: 'Discard mine and load the newest' }).click()
  await eventually(() => mine.inputValue()).toBe('Words of the manager.')
  await mine.fill('Words of both.')
  await admin.page.getByRole('button', { name: 'Save product' }).click()
  await admin.page.getByText('Saved: Ronk-3').waitFor()
  await admin.page.getByText('Words of both.').waitFor()
})

test('leaving a form with unsaved words asks first', async () => {
  const admin = await stage.visitor()
  await admin.signIn(companyAdmin)
  await openProducts(admin)
  await admin.page.getByRole('link', { name: 'Edit Hakk' }).click()
  const form = admin.page.getByRole('dialog', { name: 'Edit product' })
  await form.getByLabel('Name').fill('Hakk the second')
  await form.getByRole('button', { name: 'Cancel' }).click()

  const asking = admin.page.getByRole('dialog', { name: 'Leave without saving?' })
  await asking.getByRole('button', { name: 'Stay on the page' }).click()
  expect(await form.getByLabel('Name').inputValue()).toBe('Hakk the second')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await asking.getByRole('button', { name: 'Leave without saving' }).click()
  await admin.page.getByRole('heading', { name: 'Hakk', exact: true }).waitFor()
})

async function openProducts({ page }: Visitor): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Our company', exact: true }).click()
  await page.getByRole('tab', { name: /^Products/ }).click()
  await page.getByRole('heading', { name: 'Products and services' }).waitFor()
}
