import { VisuallyHidden } from '@mantine/core'
import { standardUse, valueBands } from '#domains/members/schema.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useFormat } from '#web/ui/format.ts'
import { useTiers } from '#web/ui/tiers.ts'
import classes from './Changes.module.css'
import { useCertificateNames } from './certificate-kinds.ts'
import type { History } from './company-query.ts'
import { en } from './en.ts'
import { useReadiness } from './readiness.ts'
import { useText } from './text.ts'
import { useValueBand } from './value-band.ts'

type Entry = History['items'][number]
type Change = Entry['changes'][number]

/** What an entry of the history changed, field by field. What was new then is in the profile, not repeated here. */
export function Changes({ entry }: { entry: Entry }) {
  const t = useText()
  const say = useFieldValue()
  // A list kept in another order reads the same; that is no change to a reader.
  const changes = entry.changes.filter(
    ({ field, before, after }) =>
      isNothing(before) !== isNothing(after) || say(field, before) !== say(field, after),
  )
  if (changes.length === 0 || entry.action.endsWith('-added')) return null
  return (
    <dl className={classes.changes}>
      {changes.map((change) => (
        <div key={change.field} className={classes.change}>
          <dt>{fieldName(change.field)}</dt>
          <dd>
            <VisuallyHidden>{t('history.before')}: </VisuallyHidden>
            {isNothing(change.before) ? (
              <span className={classes.nothing}>{t('history.nothing')}</span>
            ) : (
              <del className={classes.before}>{cut(say(change.field, change.before))}</del>
            )}
            <span aria-hidden> → </span>
            <VisuallyHidden>, {t('history.now')}: </VisuallyHidden>
            {isNothing(change.after) ? (
              <span className={classes.nothing}>{t('history.nothing')}</span>
            ) : (
              <ins className={classes.after}>{cut(say(change.field, change.after))}</ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )

  function fieldName(field: string): string {
    return Object.hasOwn(en.history.field, field)
      ? t(`history.field.${field as keyof typeof en.history.field}`)
      : field
  }
}

/** Longer texts are cut: the history tells that and where something changed, the profile shows the text. */
const longest = 160

function useFieldValue(): (field: string, value: Change['before']) => string {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCountryNames()
  const readiness = useReadiness()
  const bandOf = useValueBand()
  const tierName = useTiers().nameOf
  const certificateName = useCertificateNames().nameOf
  const words: Record<string, Record<string, string>> = {
    sizeClass: {
      micro: t('size.micro'),
      small: t('size.small'),
      medium: t('size.medium'),
      large: t('size.large'),
    },
    status: {
      applied: t('status.applied'),
      approved: t('status.approved'),
      active: t('status.active'),
      grace: t('status.grace'),
      ended: t('status.ended'),
    },
    clearance: {
      unknown: t('clearance.unknown'),
      none: t('clearance.none'),
      restricted: t('clearance.restricted'),
      confidential: t('clearance.confidential'),
      secret: t('clearance.secret'),
      'top-secret': t('clearance.top-secret'),
    },
    visibility: {
      company: t('visibility.company'),
      cluster: t('visibility.cluster'),
      'partner-clusters': t('visibility.partner-clusters'),
      public: t('visibility.public'),
    },
    level: { claimed: t('level.claimed'), delivered: t('level.delivered'), certified: t('level.certified') },
    kind: { product: t('kind.product'), service: t('kind.service') },
    controlStatus: {
      unknown: t('control.unknown'),
      none: t('control.none'),
      military: t('control.military'),
      'dual-use': t('control.dual-use'),
    },
  }
  return say

  function say(field: string, value: unknown): string {
    if (typeof value === 'number') return field === 'readiness' ? readiness(value) : String(value)
    if (Array.isArray(value)) return value.map((one) => say(field, one)).join(', ')
    if (typeof value === 'object' && value !== null) return sayObject(value)
    const text = String(value)
    if (field === 'tierId') return tierName(text) ?? t('history.unknownTier')
    const band = valueBands.find((one) => field === 'valueBand' && one === text)
    if (band) return bandOf(band)
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return format.date(text)
    if (/country|countries/i.test(field)) return nameOf(text)
    return words[field]?.[text] ?? (field === 'kind' ? certificateName(text) : text)
  }

  function sayObject(value: object): string {
    const use = standardUse.safeParse(value).data
    if (use) return `${use.standard} (${t(`standards.${use.role}`)}, ${t(`standards.${use.evidence}`)})`
    return Object.entries(value)
      .filter(([, text]) => !isNothing(text))
      .map(([language, text]) => `${language}: ${text}`)
      .join(' · ')
  }
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.keys(value).length === 0
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}
