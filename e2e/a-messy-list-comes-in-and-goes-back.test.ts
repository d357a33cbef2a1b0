import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { manager } from './people.ts'
import { openStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const stage = openStage()

test('a messy workbook is read, its duplicates merged, the list taken and taken back', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(manager)
  const before = await membersNow()
  await page.getByRole('navigation').getByRole('link', { name: 'Lists in and out' }).click()
  await visitor.heading('Lists in and out').waitFor()
  await page.getByText('No list has been brought in yet').waitFor()
  await visitor.shoot('lists')
  await expectAccessible(visitor)

  await page.locator('input[type="file"]').setInputFiles(await messyWorkbook())
  await visitor.heading('liikmed.xlsx').waitFor()
  await page.getByRole('heading', { name: 'How the list is read' }).waitFor()
  // The list lies on the second sheet, under a title and a blank line.
  expect(await page.getByLabel('Sheet').inputValue()).toBe('1')
  expect(await page.getByLabel('Row with the headers').inputValue()).toBe('3')
  expect(await page.getByLabel('Column Nimi is read as').inputValue()).toBe('company.legalName')
  expect(await page.getByLabel('Column Meie märkused is read as').inputValue()).toBe('')
  await page.getByLabel('Column Meie märkused is read as').selectOption({ label: 'Summary in Estonian' })
  await visitor.shoot('columns', { fullPage: true })
  await expectAccessible(visitor)
  await page.getByRole('button', { name: 'Compare the rows' }).click()

  await page.getByText('2 rows may be somebody already here').waitFor()
  expect(await page.getByRole('button', { name: 'Take the list' }).isDisabled()).toBe(true)
  const row = (words: string) => page.getByRole('listitem').filter({ hasText: words })
  await row('Vigane OÜ').getByText('“12345679” cannot be a register code').waitFor()
  await visitor.shoot('preview', { fullPage: true })
  await expectAccessible(visitor)
  await page.getByRole('button', { name: 'Show them' }).click()
  await row('Kaarnatiip').getByText('similar name').waitFor()
  await visitor.shoot('doubtful')
  await row('Kaarnatiip')
    .getByRole('button', { name: /^The same as Kaarnatiib/ })
    .click()
  await page.getByText('One row may be somebody already here').waitFor()
  await row('Raudsipelgaas').getByRole('button', { name: 'Leave out' }).click()
  await page.getByText('may be somebody already here').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: /^Changed/ }).click()
  await page.getByLabel(/^What holds for Company of OÜ Kaarnatiip/).selectOption({ label: 'keep ours' })
  await page
    .getByRole('row', { name: /^Company Kaarnatiib/ })
    .getByText('Kaarnatiip')
    .waitFor()
  await visitor.shoot('merged')
  await page.setViewportSize({ width: 390, height: 844 })
  await visitor.shoot('merged on a phone', { fullPage: true })
  await expectAccessible(visitor)
  await page.setViewportSize({ width: 1280, height: 900 })

  await page.getByRole('button', { name: 'Take the list' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take the list' }).click()
  await page.getByText('The list is taken', { exact: true }).waitFor()
  await page.getByText('3 records were added. One record was changed.').waitFor()
  await visitor.shoot('taken')
  await expectAccessible(visitor)
  const during = await membersNow()
  expect(during.filter((one) => !before.includes(one))).toEqual([
    expect.stringMatching(/^Kaarnatiib .*https:\/\/uus\.kaarnatiib\.example$/),
    'Uus Tulija OÜ https://www.tulija.example',
    'Vigane OÜ ',
  ])

  await page.getByRole('button', { name: 'Take the list back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take the list back' }).click()
  await page.getByText('The list is taken back', { exact: true }).waitFor()
  await visitor.shoot('taken back')
  expect(await membersNow()).toEqual(before)
})

test('a file that cannot be a list is refused in words', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(manager)
  await page.goto('/exchange')
  visitor.expects(422, /^\/api\/member-imports$/)
  await page.locator('input[type="file"]').setInputFiles({
    name: 'x.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\x03\x04 nothing'),
  })
  await page.getByText(/The workbook (ends too early|is damaged)/).waitFor()
  await visitor.shoot('refused')
})

/** Names and websites, as the database holds them. */
async function membersNow(): Promise<string[]> {
  const { rows } = await stage.owner.query<{ said: string }>(
    `SELECT legal_name || ' ' || coalesce(website, '') AS said FROM company
     WHERE cluster_id = (SELECT cluster_id FROM company WHERE legal_name LIKE 'Kaarnatiib%') ORDER BY 1`,
  )
  return rows.map(({ said }) => said)
}

async function messyWorkbook() {
  const workbook = writeWorkbook([
    { sheet: 'Juhend', data: [['Täitke teine leht.']] },
    {
      sheet: 'Liikmed',
      data: [
        ['Klastri liikmed, seis 2026', null, null, null, null, null],
        [],
        ['Nimi', 'Registrikood', 'Koduleht', 'Kontaktisik', 'E-post', 'Meie märkused'],
        ['OÜ Kaarnatiip Näidis', null, 'uus.kaarnatiib.example', null, null, null],
        [],
        [
          'Uus Tulija OÜ',
          null,
          'www.tulija.example/',
          'Tiia Tulija',
          'TIIA@tulija.example',
          'Tuleb kevadel.',
        ],
        ['Raudsipelgaas Näidis', null, null, null, null, null],
        ['Vigane OÜ', 12345679, null, null, null, null],
      ],
    },
  ])
  return {
    name: 'liikmed.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await workbook.toBuffer()),
  }
}

async function expectAccessible({ page }: Visitor): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}
