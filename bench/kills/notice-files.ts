import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { renderAward, renderNotice } from '../../tools/demo/notice-xml.ts'
import { demoAwards, demoNotices } from '../../tools/demo/notices.ts'

// Far above the numbers of the demo's own notices.
const firstNumber = 100_000

/** A tar.gz of so many invented notices, numbered on from `from`; every fifth is open, as each of those is matched too. */
export async function archiveOfNotices(
  from: number,
  count: number,
): Promise<{ bytes: Uint8Array; numbers: number[] }> {
  const today = new Date().toISOString().slice(0, 10)
  const numbers = Array.from({ length: count }, (_, index) => firstNumber + from + index)
  const archive = pack()
  for (const number of numbers) archive.entry({ name: `${number}.xml` }, noticeXml(number, today))
  archive.finalize()
  const parts: Uint8Array[] = []
  for await (const part of archive) {
    if (part instanceof Uint8Array) parts.push(part)
  }
  return { bytes: gzipSync(Buffer.concat(parts)), numbers }
}

/** The notice id that the XML of a number carries. */
export function noticeIdOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

function noticeXml(number: number, today: string): string {
  const notice = demoNotices[number % demoNotices.length]
  const award = demoAwards[number % demoAwards.length]
  if (!notice || !award) throw new Error('The demo has no notices to copy.')
  return number % 5 === 0 ? renderNotice(notice, number, today) : renderAward(award, number, today)
}
