import i18next from 'i18next'
import { findMarkings } from '#values/markings.ts'
import { notifyCare } from './notify.ts'

/** Warns in passing when a text that was just stored calls itself confidential. */
export function warnWhereConfidential(body: unknown): void {
  const marking = textsIn(body)
    .flatMap(findMarkings)
    .find((one) => one.kind === 'commercial')
  if (marking) notifyCare(i18next.t('ui:confidentialWarning', { words: marking.words }))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
