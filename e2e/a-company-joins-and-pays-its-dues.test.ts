import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { companyAdmin, manager } from './people.ts'
import { openStage } from './stage.ts'
import { eventually, type Visitor } from './visitor.ts'

const stage = openStage()
const email = 'hele@kajakas.example'

test('a company applies, is accepted, gets an invoice, opens its PDF and has paid', async () => {
  const applicant = await stage.visitor({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await applyWithoutScript(applicant)
  const link = await linkInMail()
  await applicant.page.goto(link)
  await applicant.shoot('confirming')
  await applicant.page.getByRole('button', { name: 'Confirm and send' }).click()
  await applicant.heading('Your application has reached us').waitFor()

  const staff = await stage.visitor()
  await staff.signIn(manager)
  await accept(staff)
  await billAndMail(staff)
  await readPdf(staff)
  await notePayment(staff)

  await applicant.page.goto(link)
  await applicant.heading('Welcome').waitFor()
  const { rows } = await stage.owner.query(
    `SELECT m.status, m.ends_on IS NOT NULL AS has_end FROM membership m
     JOIN company c ON c.cluster_id = m.cluster_id AND c.id = m.company_id WHERE c.legal_name = 'Kajakas OÜ'`,
  )
  expect(rows).toEqual([{ status: 'active', has_end: true }])
})

test('the public form is readable by everybody, on a desk and on a phone', async () => {
  for (const width of [390, 1280]) {
    const reader = await stage.visitor({ viewport: { width, height: 844 } })
    const { page } = reader
    reader.expects(422, /join$/)
    await page.goto('/c/pohjatuli/join?lang=et')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.getByRole('button', { name: 'Saada avaldus' }).click()
    await page.getByText('Palun kontrollige neid välju').waitFor()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  }
})

test('a company casts its one vote, and staff count it', async () => {
  const admin = await stage.visitor()
  await admin.signIn(companyAdmin)
  await admin.page.goto('/votes')
  await admin.page.getByText('Your vote is missing').waitFor()
  await admin.page.getByRole('link', { name: /messile/ }).click()
  await admin.page.getByLabel('Põhjala kaitsemess').check()
  await admin.page.getByRole('button', { name: 'Vote', exact: true }).click()
  await admin.page.getByText('Your vote is in').waitFor()

  const staff = await stage.visitor()
  await staff.signIn(manager)
  await staff.page.goto('/votes')
  await staff.page.getByRole('link', { name: /messile/ }).click()
  await staff.page.getByRole('button', { name: 'End now and count' }).click()
  await staff.page.getByRole('dialog').getByRole('button', { name: 'End now and count' }).click()
  await staff.page.getByText('Turnout: 5 of').waitFor()
  await staff.shoot('the result')
})

async function applyWithoutScript(applicant: Visitor) {
  const { page } = applicant
  applicant.expects(422, /join$/)
  await page.goto('/c/pohjatuli/join?lang=en')
  await page.getByLabel('Legal name').fill('Kajakas OÜ')
  await page.getByLabel('Register code').fill('10328798')
  await page.getByLabel('Address').fill('Sadama 9, 10111 Tallinn')
  await page.getByLabel('What does your company do?').fill('Weather buoys that report wave height and wind.')
  await page.getByLabel('Name', { exact: true }).fill('Hele Kajakas')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('I have read this and agree').check()
  await page.getByRole('button', { name: 'Send the application' }).click()
  // One digit of the code was mistyped; what else was typed is still there.
  await page.getByRole('link', { name: /^Enter a valid register code/ }).waitFor()
  await applicant.shoot('a mistyped code')
  await page.getByLabel('Register code').fill('10328799')
  await page.getByRole('button', { name: 'Send the application' }).click()
  await applicant.heading('Check your mail').waitFor()
}

async function linkInMail(): Promise<string> {
  const { rows } = await stage.owner.query('SELECT body_text FROM mail WHERE recipient = $1', [email])
  return /(\/c\/pohjatuli\/application\/[A-Za-z0-9_-]{43})/.exec(rows[0]?.body_text ?? '')?.[1] ?? ''
}

async function accept(staff: Visitor) {
  const { page } = staff
  await page.goto('/applications')
  await page.getByRole('link', { name: 'Kajakas OÜ' }).click()
  await staff.heading('Kajakas OÜ').waitFor()
  await page.getByRole('button', { name: 'Accept' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Member class').selectOption({ label: 'Associate member' })
  await staff.shoot('accepting')
  await dialog.getByRole('button', { name: 'Accept and invite' }).click()
  await page.getByText('Kajakas OÜ is a member now').waitFor()
}

async function billAndMail(staff: Visitor) {
  const { page } = staff
  const year = new Date().getFullYear()
  await page.goto('/invoices/new')
  await page.getByRole('combobox', { name: 'Company' }).fill('Kajakas')
  await page.getByRole('option', { name: 'Kajakas OÜ' }).click()
  await page.getByLabel('Membership from').fill(`${year}-01-01`)
  await page.getByLabel('Membership until').fill(`${year}-12-31`)
  await page.getByLabel('Description').fill('Membership fee')
  await page.getByLabel('Price').fill('300')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await staff.heading('Draft for Kajakas OÜ').waitFor()
  await page.getByRole('button', { name: 'Issue and mail' }).click()
  await staff.heading(/^Invoice \d{4}-\d{4}$/).waitFor()
  await page.getByText(email).waitFor()
  const { rows } = await stage.owner.query(
    'SELECT a.name FROM mail_attachment a JOIN mail m ON m.id = a.mail_id WHERE m.recipient = $1',
    [email],
  )
  expect(rows).toEqual([{ name: expect.stringMatching(/^Arve \d{4}-\d{4}\.pdf$/) }])
}

async function readPdf(staff: Visitor) {
  const { page } = staff
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download PDF' }).click()
  const download = await waiting
  const bytes = readFileSync(await download.path())
  expect(download.suggestedFilename()).toMatch(/^Arve \d{4}-\d{4}\.pdf$/)
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
}

async function notePayment(staff: Visitor) {
  const { page } = staff
  await page.getByText('Still owed: €372').waitFor()
  await page.getByRole('button', { name: 'Note down a payment' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Note down' }).click()
  await page.getByText('Payment noted down').waitFor()
  await eventually(() => page.getByText('Paid', { exact: true }).count()).toBeGreaterThan(0)
  await staff.shoot('paid')
}
