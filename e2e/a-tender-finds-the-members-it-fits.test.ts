import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderNotice } from '../tools/demo/notice-xml.ts'
import { demoNotices } from '../tools/demo/notices.ts'
import { companyAdmin, manager } from './people.ts'
import { openStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const stage = openStage()
const published = '../shared/data/notices/ted-xml-estonia.tar.gz'
const title = 'Reconnaissance drones for a coastal battalion'

test('staff import notices, see who fits and why, and answer for a member, whose admin then decides otherwise', async () => {
  const staff = await stage.visitor()
  await staff.signIn(manager)
  await importFile(staff, 'coastal-drones.xml', Buffer.from(freshNotice()))
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

/** Sends a file by the import page and waits until it is done; answers its row's numbers. */
async function importFile(visitor: Visitor, name: string, buffer: Buffer): Promise<string> {
  const { page } = visitor
  await page.getByRole('navigation').getByRole('link', { name: 'Import', exact: true }).click()
  await visitor.heading('Import notices').waitFor()
  await page
    .getByLabel('Notices as XML, zip or tar.gz')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByText('Finished').waitFor({ timeout: 60_000 })
  const cells = await row.getByRole('cell').allTextContents()
  return cells.filter((cell) => /^\d+$/.test(cell.trim())).join(' ')
}

async function openNotice(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await page.getByRole('navigation').getByRole('link', { name: 'Notices', exact: true }).click()
  await visitor.heading('Notices').waitFor()
  await page.getByRole('searchbox').fill('coastal battalion')
  await page.getByRole('link', { name: title }).click()
  await visitor.heading(title).waitFor()
}

function freshNotice(): string {
  const like = demoNotices.find(({ key }) => key === 'drones-brigade')
  if (!like)
    throw new Error('The demo has no notice drones-brigade any more; choose another one about drones.')
  const description = like.texts.en?.description ?? 'Drones with cameras for reconnaissance.'
  const fresh = { ...like, key: 'coastal-drones', lots: [], texts: { en: { title, description } } }
  return renderNotice(fresh, 777, new Date().toISOString().slice(0, 10))
}
