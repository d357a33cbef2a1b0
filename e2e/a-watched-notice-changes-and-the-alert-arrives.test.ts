import { expect, test } from 'vitest'
import { companyAdmin, manager } from './people.ts'
import { openStage } from './stage.ts'
import { eventually } from './visitor.ts'

const stage = openStage()

function callFor(version: string, deadline: string): { name: string; mimeType: string; buffer: Buffer } {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>eforms-sdk-1.12</cbc:CustomizationID>
  <cbc:ID schemeName="notice-id">0c0ffee0-0000-4000-8000-0000000000aa</cbc:ID>
  <cbc:IssueDate>2026-11-0${version}+02:00</cbc:IssueDate>
  <cbc:VersionID>0${version}</cbc:VersionID>
  <cbc:NoticeTypeCode listName="competition">cn-standard</cbc:NoticeTypeCode>
  <cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode>
  <cac:ProcurementProject><cbc:Name languageID="ENG">Snow lanterns for the border</cbc:Name></cac:ProcurementProject>
  <cac:ProcurementProjectLot>
    <cbc:ID schemeName="Lot">LOT-0001</cbc:ID>
    <cac:TenderingProcess>
      <cac:TenderSubmissionDeadlinePeriod>
        <cbc:EndDate>${deadline}+02:00</cbc:EndDate>
        <cbc:EndTime>12:00:00+02:00</cbc:EndTime>
      </cac:TenderSubmissionDeadlinePeriod>
    </cac:TenderingProcess>
    <cac:ProcurementProject><cbc:Name languageID="ENG">Lanterns</cbc:Name></cac:ProcurementProject>
  </cac:ProcurementProjectLot>
</ContractNotice>`
  return { name: `lanterns-${version}.xml`, mimeType: 'text/xml', buffer: Buffer.from(xml) }
}

test('a company watches a notice, its deadline moves, and the alert arrives on the page and by mail', async () => {
  const staff = await stage.visitor()
  await staff.signIn(manager)
  await importFile('1', '2031-03-01')

  const admin = await stage.visitor()
  const { page } = admin
  await admin.signIn(companyAdmin)
  await page.goto('/opportunities?q=lanterns')
  await page.getByRole('link', { name: 'Snow lanterns for the border' }).click()
  await page.getByRole('button', { name: 'Watch', exact: true }).click()
  await page.getByRole('button', { name: 'Watching', exact: true }).waitFor()
  await admin.shoot('watching')

  await importFile('2', '2031-04-15')
  await eventually(async () => {
    await page.goto('/notifications')
    await admin.heading('Notifications').waitFor()
    return page.getByRole('list', { name: 'What is new' }).count()
  }).toBe(1)
  const line = page.getByRole('list', { name: 'What is new' }).getByRole('listitem').first()
  expect(await line.textContent()).toContain('Tenders are now due 15 April 2031 instead of 1 March 2031.')
  await page.getByRole('link', { name: 'Notifications: 1 new' }).waitFor()
  await admin.shoot('the alert')

  await line.getByRole('link', { name: 'Snow lanterns for the border' }).click()
  await admin.heading('Snow lanterns for the border').waitFor()
  await page.getByRole('link', { name: 'Notifications', exact: true }).waitFor()

  const { rows } = await stage.owner.query<{ body_text: string; unsubscribe_url: string }>(
    "SELECT body_text, unsubscribe_url FROM mail WHERE recipient = $1 AND subject = 'A notice you watch has changed'",
    [companyAdmin],
  )
  expect(rows.length).toBe(1)
  expect(rows[0]?.body_text).toContain('Snow lanterns for the border')

  const signedOut = await stage.visitor()
  await signedOut.page.goto(new URL(rows[0]?.unsubscribe_url ?? '').pathname)
  await signedOut.heading('No more of these mails?').waitFor()
  await signedOut.shoot('the way out')
  await signedOut.page.getByRole('button', { name: 'Stop these mails' }).click()
  await signedOut.page.getByText('You will get no more mails like that one.').waitFor()
  await page.goto('/notifications')
  const choice = page.getByRole('combobox', { name: 'A notice you watch has changed' })
  await eventually(() => choice.inputValue()).toBe('page')

  async function importFile(version: string, deadline: string): Promise<void> {
    await staff.page.goto('/settings/import')
    await staff.page.locator('input[type="file"]').setInputFiles(callFor(version, deadline))
    await eventually(async () => {
      const { rows: found } = await stage.owner.query(
        "SELECT FROM notice WHERE official_id LIKE '0c0ffee0%' AND official_version = $1",
        [`0${version}`],
      )
      return found.length
    }).toBe(1)
  }
})

test('a search is saved from the list, mailed daily, and its deadlines are read by a calendar program', async () => {
  const admin = await stage.visitor()
  const { page } = admin
  await admin.signIn(companyAdmin)
  await page.goto('/opportunities?q=drone')
  await page.getByRole('button', { name: 'Save this search' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this search' })
  await dialog.getByLabel('Name').fill('Drones')
  await dialog.getByLabel('Everyone of our company').check()
  await dialog.getByRole('button', { name: 'Save search' }).click()

  await page.goto('/saved-searches')
  await page.getByRole('link', { name: 'Drones', exact: true }).waitFor()
  await page.getByLabel('Mail', { exact: true }).selectOption('daily')
  await page.getByLabel('Hour').waitFor()
  await admin.shoot('saved searches')

  await page.goto('/calendar?of=open')
  await page.getByText('Month', { exact: true }).click()
  await admin.shoot('month')
  await page.getByLabel('Deadlines of').selectOption({ label: 'Drones' })
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = (await page.locator('code').textContent()) ?? ''
  const read = () => fetch(new URL(new URL(address).pathname, stage.url))
  expect(await (await read()).text()).toContain('BEGIN:VCALENDAR')

  await page.getByRole('button', { name: 'End' }).click()
  await page.getByText('The address no longer answers').waitFor()
  expect((await read()).status).toBe(404)
})

test('what a company notes about a notice is not there for the cluster’s staff', async () => {
  const admin = await stage.visitor()
  await admin.signIn(companyAdmin)
  await admin.page.goto('/opportunities?q=lanterns')
  await admin.page.getByRole('link', { name: 'Snow lanterns for the border' }).click()
  await admin.page.getByRole('tab', { name: 'Our work' }).click()
  await admin.page.getByLabel('New note').fill('Ask the partner in Oulu first.')
  await admin.page.getByRole('button', { name: 'Add note' }).click()
  await admin.page.getByText('Ask the partner in Oulu first.').waitFor()
  await admin.page.getByRole('combobox', { name: 'New tag' }).fill('with-oulu')
  await admin.page.getByRole('button', { name: 'Add tag' }).click()
  await admin.page.getByRole('button', { name: 'Remove the tag with-oulu' }).waitFor()
  await admin.shoot('our work', { fullPage: true })

  const staff = await stage.visitor()
  await staff.signIn(manager)
  await staff.page.goto(`${new URL(admin.page.url()).pathname}?tab=work`)
  await staff.page.getByRole('heading', { name: 'Notes' }).waitFor()
  await staff.page.getByLabel('New note').waitFor()
  expect(await staff.page.locator('main').textContent()).not.toMatch(/Oulu|with-oulu/)
})
