import { renderNotice } from '../tools/demo/notice-xml.ts'
import { demoNotices } from '../tools/demo/notices.ts'
import type { Visitor } from './visitor.ts'

export const title = 'Reconnaissance drones for a coastal battalion'

/** Sends a file by the import page and waits until it is done; answers its row's numbers. */
export async function importFile(visitor: Visitor, name: string, buffer: Buffer): Promise<string> {
  const { page } = visitor
  await page.getByRole('navigation').getByRole('link', { name: 'Import', exact: true }).click()
  await visitor.heading('Import notices').waitFor()
  await page
    .getByLabel('Notices as XML, EU call topics as JSON; also as zip or tar.gz')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByText('Finished').waitFor({ timeout: 60_000 })
  const cells = await row.getByRole('cell').allTextContents()
  return cells.filter((cell) => /^\d+$/.test(cell.trim())).join(' ')
}

/** Finds the notice of `freshNotice` in the list and opens it. */
export async function openNotice(visitor: Visitor): Promise<void> {
  const { page } = visitor
  await page.getByRole('navigation').getByRole('link', { name: 'Notices', exact: true }).click()
  await visitor.heading('Notices').waitFor()
  await page.getByRole('searchbox').fill('coastal battalion')
  await page.getByRole('link', { name: title }).click()
  await visitor.heading(title).waitFor()
}

/** A notice about drones that the demo does not have yet. */
export function freshNotice(): Buffer {
  const like = demoNotices.find(({ key }) => key === 'drones-brigade')
  if (!like)
    throw new Error('The demo has no notice drones-brigade any more; choose another one about drones.')
  const description = like.texts.en?.description ?? 'Drones with cameras for reconnaissance.'
  const fresh = { ...like, key: 'coastal-drones', lots: [], texts: { en: { title, description } } }
  return Buffer.from(renderNotice(fresh, 777, new Date().toISOString().slice(0, 10)))
}
