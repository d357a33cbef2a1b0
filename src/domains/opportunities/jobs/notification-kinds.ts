import type { NotificationKind } from '#platform/notifications/kinds.ts'
import { noticeHats } from '../rules/notice-hats.ts'

type Language = 'en' | 'et'
type Data = Readonly<Record<string, unknown>>

/** What people can be told about notices. */
export const opportunitiesNotifications: readonly NotificationKind[] = [
  {
    kind: 'opportunities/watched-changed',
    hats: noticeHats,
    usual: 'mail',
    name: { en: 'A notice you watch has changed', et: 'Jälgitav hanketeade muutus' },
    hint: {
      en: 'A new deadline, value or lot, a correction, or the call that follows a plan.',
      et: 'Uus tähtaeg, maksumus või osa, parandus või eelteatele järgnev hange.',
    },
    say: sayChange,
  },
  {
    kind: 'opportunities/watched-ended',
    hats: noticeHats,
    usual: 'mail',
    name: { en: 'A notice you watch has ended', et: 'Jälgitav hange lõppes' },
    hint: {
      en: 'It was cancelled, somebody won, or nobody did.',
      et: 'See tühistati, leiti võitja või lõppes võitjata.',
    },
    say: sayEnd,
  },
  {
    kind: 'opportunities/assigned',
    hats: ['cluster-manager', 'cluster-staff', 'company-admin', 'company-member'],
    usual: 'mail',
    name: { en: 'You are to prepare a tender', et: 'Teile anti pakkumuse ettevalmistamine' },
    hint: {
      en: 'A colleague put you down for a notice.',
      et: 'Kolleeg määras teid hanketeatega tegelema.',
    },
    say: sayAssigned,
  },
]

const fieldWords: Record<string, Record<Language, string>> = {
  title: { en: 'title', et: 'pealkiri' },
  description: { en: 'description', et: 'kirjeldus' },
  cpvMain: { en: 'CPV codes', et: 'CPV-koodid' },
  cpvAdditional: { en: 'CPV codes', et: 'CPV-koodid' },
  estimatedValue: { en: 'value', et: 'maksumus' },
  frameworkMaximum: { en: 'value', et: 'maksumus' },
  procedureType: { en: 'procedure', et: 'menetlus' },
  buyers: { en: 'buyer', et: 'hankija' },
  places: { en: 'place', et: 'täitmise koht' },
  lots: { en: 'lots', et: 'osad' },
  documentsUrl: { en: 'documents', et: 'dokumendid' },
  submissionUrl: { en: 'submission', et: 'esitamise koht' },
}

function sayChange(language: Language, data: Data): string {
  const isEstonian = language === 'et'
  if (data.later === 'call')
    return isEstonian ? 'Ilmus hange, mida eelteade lubas.' : 'The call it announced is out.'
  if (data.later === 'correction') {
    return isEstonian ? 'Selle kohta ilmus parandusteade.' : 'A correction to it was published.'
  }
  const moved = (['requestDeadline', 'tenderDeadline'] as const).flatMap((which) =>
    sayDates(language, which, data[which]),
  )
  const fields = Array.isArray(data.fields) ? data.fields.map(String) : []
  const others = [...new Set(fields.flatMap((field) => fieldWords[field]?.[language] ?? []))]
  const changed = isEstonian ? `Muutus: ${others.join(', ')}.` : `Changed: ${others.join(', ')}.`
  return [...moved, ...(others.length > 0 ? [changed] : [])].join(' ')
}

function sayDates(language: Language, which: 'requestDeadline' | 'tenderDeadline', dates: unknown): string[] {
  const [before, now] = Array.isArray(dates) ? dates : []
  if (before === now || (typeof before !== 'string' && typeof now !== 'string')) return []
  const names = {
    requestDeadline: { en: 'Requests to take part', et: 'Taotluste tähtaeg' },
    tenderDeadline: { en: 'Tenders', et: 'Pakkumuste tähtaeg' },
  }
  const name = names[which][language]
  const day = (date: unknown) => sayDay(language, date)
  if (language === 'et') return [`${name}: ${day(before)} → ${day(now)}.`]
  return [`${name} are now due ${day(now)} instead of ${day(before)}.`]
}

function sayEnd(language: Language, data: Data): string {
  const isEstonian = language === 'et'
  if (data.how === 'cancelled') return isEstonian ? 'Hange tühistati.' : 'The call was cancelled.'
  if (data.how === 'no-winner') {
    return isEstonian ? 'Hange lõppes võitjata.' : 'It ended, and no winner is named.'
  }
  const winners = Array.isArray(data.winners) ? data.winners.join('; ') : ''
  const more = typeof data.more === 'number' && data.more > 0 ? ` (+${data.more})` : ''
  return isEstonian ? `Võitis ${winners}${more}.` : `Won by ${winners}${more}.`
}

function sayAssigned(language: Language, data: Data): string {
  const by = typeof data.by === 'string' ? data.by : ''
  const isDue = typeof data.dueOn === 'string'
  if (language === 'et') {
    return isDue ? `Määras ${by}, tähtaeg ${sayDay(language, data.dueOn)}.` : `Määras ${by}.`
  }
  return isDue ? `${by} asked you to, by ${sayDay(language, data.dueOn)}.` : `${by} asked you to.`
}

function sayDay(language: Language, date: unknown): string {
  if (typeof date !== 'string') return language === 'et' ? 'määramata' : 'not stated'
  const locale = language === 'et' ? 'et-EE' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(date.slice(0, 10)),
  )
}
