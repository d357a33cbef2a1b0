import { expect, test } from 'vitest'
import { companyAdmin, manager } from './people.ts'
import { openStage } from './stage.ts'
import { eventually } from './visitor.ts'

const stage = openStage()

test('a company’s admin sets a logo, everybody sees it, and the form below is not disturbed', async () => {
  const admin = await stage.visitor()
  const { page } = admin
  await admin.signIn(companyAdmin)
  await page.getByRole('navigation').getByRole('link', { name: 'Our company', exact: true }).click()
  await page.getByRole('link', { name: 'Edit profile' }).click()
  const field = page.getByRole('region', { name: 'Logo' })
  await field.getByText('up to 1 MB').waitFor()
  await field.getByText('at most 4096 pixels a side').waitFor()
  expect(await field.getByRole('button', { name: 'Remove logo' }).count()).toBe(0)
  await page.getByLabel('Description in English').fill('Drones that carry what others cannot.')

  // A name does not make a picture.
  admin.expects(415, /\/logo$/)
  const choose = field.locator('input[type="file"]')
  await choose.setInputFiles(fileOf('logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')))
  await field.getByText('Refused: This is not a PNG, JPEG, WebP or GIF picture').waitFor()
  await choose.setInputFiles(fileOf('logo.svg', Buffer.from('<svg/>')))
  await field.getByText('this kind of file is not taken').waitFor()
  await admin.shoot('refused')

  await choose.setInputFiles(fileOf('logo.png', picture))
  await field.getByText('The logo is set').waitFor()
  await eventually(() => field.locator('img').evaluate(isDrawn)).toBe(true)
  await admin.shoot('logo set')

  await page.getByRole('button', { name: 'Save profile' }).click()
  await page.getByText(/^Saved: Kaarnatiib/).waitFor()
  await page.getByText('Drones that carry what others cannot.').waitFor()
  await eventually(() => page.locator('main header img').evaluate(isDrawn)).toBe(true)
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByText('set another logo').waitFor()

  const staff = await stage.visitor()
  await staff.signIn(manager)
  await staff.page.goto('/members')
  const row = staff.page.getByRole('row').filter({ hasText: 'Kaarnatiib' })
  await eventually(() => row.locator('img').evaluate(isDrawn)).toBe(true)
  expect(await staff.page.getByRole('row').filter({ hasText: 'Raudsipelgas' }).locator('img').count()).toBe(0)
  await staff.shoot('directory')
})

test('a logo is taken away after a question, and the initials come back', async () => {
  const staff = await stage.visitor()
  const { page } = staff
  await staff.signIn(manager)
  await page.goto('/members')
  await page.getByRole('link', { name: /^Raudsipelgas/ }).click()
  await page.getByRole('link', { name: 'Edit profile' }).click()
  const field = page.getByRole('region', { name: 'Logo' })
  await field.locator('input[type="file"]').setInputFiles(fileOf('logo.png', picture))
  await field.locator('img').waitFor()

  await field.getByRole('button', { name: 'Remove logo' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove logo' }).click()
  await page.getByText('The logo is removed').waitFor()

  await field.locator('img').waitFor({ state: 'detached' })
  await field.getByText('RN', { exact: true }).waitFor()
  expect(await field.getByText('The logo is set').count()).toBe(0)
})

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function fileOf(name: string, buffer: Buffer) {
  return { name, mimeType: 'image/png', buffer }
}

function isDrawn(image: object): boolean {
  return 'naturalWidth' in image && Number(image.naturalWidth) > 0
}
