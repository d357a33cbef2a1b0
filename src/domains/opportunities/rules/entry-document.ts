import { emptyNotice } from '#engines/notice-formats/ft-topics.ts'
import type { ParsedNotice } from '#engines/notice-formats/notice.ts'
import type { EntryInput } from '../schema/entry.ts'

/** An entry as the notice it is kept as. `who`: the asker where the entry does not name a buyer. */
export function documentOf(
  entry: EntryInput,
  key: string,
  enteredOn: string,
  who: { name: string; country: string | null } | null,
): ParsedNotice {
  const { language, title, text, deadlineOn, deadlineTime, valueCents, currency } = entry
  const name = entry.buyer ?? who?.name
  const country = entry.country ?? who?.country
  const [cpvMain, ...cpvAdditional] = [...new Set(entry.cpv)]
  return {
    ...emptyNotice,
    format: entry.kind === 'request' ? 'request' : 'by-hand',
    schemaVersion: 'talgud',
    key,
    root: 'entry',
    kind: entry.kind,
    isDefence: entry.isDefence,
    languages: [language],
    title: { [language]: title },
    description: text === '' ? {} : { [language]: text },
    publicationDate: enteredOn,
    cpvMain,
    cpvAdditional,
    buyers:
      name === undefined && !country
        ? []
        : [{ name: name === undefined ? {} : { [language]: name }, ...(country ? { country } : {}) }],
    estimatedValue: valueCents === null ? undefined : { cents: valueCents, currency },
    tenderDeadline:
      deadlineOn === null
        ? undefined
        : { date: deadlineOn, ...(deadlineTime === null ? {} : { time: `${deadlineTime}:00` }) },
    documentsUrl: entry.link ?? undefined,
  }
}

/** True where not everybody in the cluster may know of it. */
export function isHidden(visibility: EntryInput['visibility']): boolean {
  return visibility === 'chosen' || visibility === 'staff'
}
