import type { ParsedNotice, Texts } from './notice.ts'

/** Characters and members a notice may hold once written out; the largest real ones stay under a tenth. */
const MOST_WRITTEN = 50_000_000
const MOST_MEMBERS = 200_000

/**
 * Whether the notice grows out of proportion when written out. Results refer to tenders and tenders to
 * parties, and TED states some terms once for all lots, so a small file can name the same thing a million
 * times; in memory these share one value, in a database they would not.
 */
export function isOutOfProportion(notice: ParsedNotice): boolean {
  let members = 0
  for (const award of notice.awards) {
    for (const tender of award.tenders) members += 1 + tender.tenderers.length + tender.subcontractors.length
    if (members > MOST_MEMBERS) return true
  }
  let written = 0
  for (const lot of notice.lots) {
    written += lengthOf(lot.options) + lengthOf(lot.groupLegalForm?.description)
    for (const criterion of lot.selectionCriteria) written += lengthOf(criterion.description)
    if (written > MOST_WRITTEN) return true
  }
  return false
}

function lengthOf(texts: Texts | undefined): number {
  let length = 0
  for (const language in texts) length += texts[language]?.length ?? 0
  return length
}
