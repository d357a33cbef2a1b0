import * as z from 'zod'
import type { en } from './en.ts'
import type { Text } from './text.ts'

/** Says zod's complaints in the language and tone of the house; a schema's own message wins. */
export function sayIssues(t: Text<typeof en>): void {
  z.config({ customError: (issue) => sentence(t, issue) })
}

/** What the schemas shared with the server say themselves, in the reader's language. */
export const ownSentences: Record<string, keyof typeof en.form> = {
  'a country code such as EE': 'countryCode',
  'a CPV code of eight digits': 'cpvCode',
  'a NUTS code such as EE001': 'nutsCode',
  'five letters and digits': 'fiveSigns',
  'a telephone number': 'telephone',
  'at least one code': 'oneCode',
  'choose codes, countries or defence only: all of TED is more than anybody can read': 'tooWide',
  'a reason belongs to “not for us” only': 'reasonPlace',
}

/** One complaint as the server sent it, or as a shared schema words it, in the reader's language. */
export function sayIssue(t: Text<typeof en>, issue: { code?: string; message: string }): string {
  const own = ownSentences[issue.message]
  if (own) return t(`form.${own}` as Parameters<typeof t>[0])
  if (issue.code === undefined || issue.code === 'custom') return issue.message
  if (issue.message.endsWith('received undefined')) return t('form.required')
  return describe(t, issue as z.core.$ZodRawIssue)
}

function sentence(t: Text<typeof en>, issue: z.core.$ZodRawIssue): string {
  return isMissing(issue.input) ? t('form.required') : describe(t, issue)
}

function describe(t: Text<typeof en>, issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(t, issue.origin, Number(issue.minimum))
    case 'too_big':
      return tooBig(t, issue.origin, Number(issue.maximum))
    case 'invalid_format':
      return wrongFormat(t, issue.format)
    case 'invalid_value':
      return t('form.notOption')
    default:
      return t('form.notValid')
  }
}

function isMissing(input: unknown): boolean {
  return input === undefined || input === null || input === ''
}

function tooSmall(t: Text<typeof en>, origin: string, least: number): string {
  if (origin === 'string') return least === 1 ? t('form.required') : t('form.tooShort', { count: least })
  if (origin === 'array' || origin === 'set') return t('form.tooFew', { count: least })
  return t('form.tooSmall', { limit: least })
}

function tooBig(t: Text<typeof en>, origin: string, most: number): string {
  if (origin === 'string') return t('form.tooLong', { count: most })
  if (origin === 'array' || origin === 'set') return t('form.tooMany', { count: most })
  return t('form.tooBig', { limit: most })
}

function wrongFormat(t: Text<typeof en>, format: string): string {
  if (format === 'email') return t('form.notEmail')
  if (format === 'url') return t('form.notUrl')
  if (format === 'date' || format === 'datetime') return t('form.notDate')
  return t('form.notValid')
}
