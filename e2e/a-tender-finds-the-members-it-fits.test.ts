import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { freshNotice, importFile, openNotice, title } from './import-notices.ts'
import { companyAdmin, manager } from './people.ts'
import { openStage } from './stage.ts'

const stage = openStage()
const published = '../shared/data/notices/ted-xml-estonia.tar.gz'

test('staff import notices, see who fits and why, and answer for a member, whose admin then decides otherwise', async () => {
  const staff = await stage.visitor()
  await staff.signIn(manager)
  await importFile(staff, 'coastal-drones.xml', freshNotice())
  await openNotice(staff)

  const fits = staff.page.getByRole('listitem', { name: /^Kaarnatiib/ })
  await fits.getByText('Why it fits').waitFor()
  await staff.shoot('who fits and why')
  expect(await fits.textContent()).toMatch(/drone/i)
  await fits.getByRole('button', { name: 'Interested: on behalf of Kaarnatiib Näidis OÜ' }).click()
  await staff.page.getByText('Saved: Interested').waitFor()
  await fits.getByText('on the company’s behalf').waitFor()

  const admin = await stage.visitor()
  const { page } = admin
  await admin.signIn(companyAdmin)
  await page.getByRole('navigation').getByRole('link', { name: 'For us', exact: true }).click()
  await admin.heading('For our company').waitFor()
  await admin.shoot('for our company')
  await page.getByRole('tab', { name: /^Answered/ }).click()
  const card = page.getByRole('listitem').filter({ hasText: title })
  await card.getByText('Interested', { exact: true }).waitFor()
  await card.getByRole('button', { name: 'Change the answer' }).click()
  await card.getByRole('button', { name: 'Not for us …' }).click()
  const asking = page.getByRole('dialog', { name: 'Why is this not for you?' })
  await asking.getByRole('radio', { name: 'no free hands at that time' }).check()
  await asking.getByLabel('In your own words').fill('Every crew is booked until spring.')
  await admin.shoot('not for us, because')
  await asking.getByRole('button', { name: 'Save the answer' }).click()
  await page.getByText('Saved: Not for us').waitFor()
  await card.getByText('because: no free hands at that time').waitFor()

  await staff.page.reload()
  await fits.getByText('Every crew is booked until spring.').waitFor()
  await fits.getByText(/Liis Kaarnapuu/).waitFor()
  await staff.shoot('the answer as staff see it')
})

test.skipIf(!existsSync(published))(
  'notices as they were published come in once, however often they are sent',
  async () => {
    const staff = await stage.visitor()
    await staff.signIn(manager)
    const bytes = readFileSync(published)
    const first = await importFile(staff, 'estonia.tar.gz', bytes)
    await staff.shoot('imported')
    expect(first).toMatch(/^16 0 0 0$/)
    const again = await importFile(staff, 'estonia-again.tar.gz', bytes)
    expect(again).toMatch(/^0 0 16 0$/)
  },
)
