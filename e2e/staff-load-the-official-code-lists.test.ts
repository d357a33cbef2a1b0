import { expect, test } from 'vitest'
import { manager, peer } from './people.ts'
import { openStage } from './stage.ts'

const stage = openStage()

test('staff of the keeping cluster drop files, see what came of each, and find the codes at once', async () => {
  const staff = await stage.visitor()
  const { page } = staff
  await staff.signIn(manager)
  await page.getByRole('navigation').getByRole('link', { name: 'Code lists' }).click()
  const load = page.getByRole('region', { name: 'Load official lists' })
  await load.getByText('up to 32 MB each').waitFor()

  staff.expects(422, /\/code-list-imports$/)
  await load
    .locator('input[type="file"]')
    .setInputFiles([
      fileOf('skills.csv', 'code,en,et\nS-101,Underwater welding,Allveekeevitus\nS-102,Sewing,Õmblemine\n'),
      fileOf('notes.csv', 'who,what\nme,that\n'),
    ])
  await load.getByText('skills: 2 codes').waitFor()
  await load
    .getByText('Refused: This table has no column of codes with labels; it has “who”, “what”.')
    .waitFor()
  await staff.shoot('loaded and refused')

  await page.getByRole('link', { name: /^skills/ }).click()
  await page.getByRole('searchbox', { name: 'Find a code in “skills”' }).fill('underwater')
  await page.getByRole('cell', { name: 'Sewing' }).waitFor({ state: 'detached' })
  await page.getByRole('cell', { name: 'Underwater welding' }).waitFor()
})

test('another cluster reads the lists and is told who loads them', async () => {
  const other = await stage.visitor()
  await other.signIn(peer)
  await other.page.goto('/settings/code-lists')
  await other.page.getByRole('region', { name: /^CPV/ }).waitFor()

  expect(await other.page.getByRole('region', { name: 'Load official lists' }).count()).toBe(0)
  await other.page.getByText('npx talgud import code-lists').waitFor()
})

function fileOf(name: string, text: string) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}
