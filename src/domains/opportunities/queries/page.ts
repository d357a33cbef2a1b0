import { closingOf } from '#engines/notice-formats/ft-topics.ts'
import type { Amount, Moment, ParsedNotice } from '#engines/notice-formats/notice.ts'
import { zoneOfCountry } from '#values/wall-clock.ts'
import { entryDays, instantOf, safeLink, textIn } from '../rules.ts'

/** What a notice's page shows of its wording, in the caller's language where the notice has it. */
export function pageOf(notice: ParsedNotice, language: string, home: string) {
  const zone = zoneOfCountry(notice.buyers[0]?.country ?? '') ?? home
  const say = (texts: Texts) => textIn(texts, language, notice.languages)
  const iso = (moment: Moment | undefined) => instantOf(moment, zone)?.toISOString() ?? null
  return {
    nature: notice.nature ?? null,
    isFramework: notice.isFramework,
    isDynamicPurchasing: notice.isDynamicPurchasing,
    titles: notice.title,
    summary: say(notice.description),
    summaries: notice.description,
    places: notice.places.map(placeOf),
    buyers: notice.buyers.map((buyer) => ({
      name: say(buyer.name),
      ...placeOf(buyer),
      website: safeLink(buyer.website),
      activity: buyer.activity ?? null,
      legalType: buyer.legalType ?? null,
    })),
    estimatedValue: amountOf(notice.estimatedValue),
    frameworkMaximum: amountOf(notice.frameworkMaximum),
    totalAwarded: amountOf(notice.totalAwarded),
    lots: notice.lots.map((lot) => ({
      id: lot.id,
      title: say(lot.title),
      summary: say(lot.description),
      cpvMain: lot.cpvMain ?? null,
      cpv: [...new Set([lot.cpvMain, ...lot.cpvAdditional])].filter((code) => code !== undefined),
      nature: lot.nature ?? null,
      places: lot.places.map(placeOf),
      value: amountOf(lot.estimatedValue),
      frameworkMaximum: amountOf(lot.frameworkMaximum),
      tenderDeadline: iso(lot.tenderDeadline),
      requestDeadline: iso(lot.requestDeadline),
      requirements: lot.selectionCriteria.map((one) => ({
        type: one.type ?? null,
        name: say(one.name),
        text: say(one.description),
      })),
      clearance: lot.securityClearance
        ? {
            isRequired: lot.securityClearance.isRequired ?? null,
            text: say(lot.securityClearance.description),
            latestDate: lot.securityClearance.latestDate ?? null,
          }
        : null,
      groupLegalForm: lot.groupLegalForm
        ? {
            isRequired: lot.groupLegalForm.isRequired ?? null,
            text: say(lot.groupLegalForm.description),
          }
        : null,
      isEuFunded: lot.isEuFunded ?? null,
      euProgrammes: lot.euProgrammes.map((one) => ({
        code: one.code ?? null,
        identifier: one.identifier ?? null,
        text: say(one.description),
      })),
      duration: lot.duration
        ? {
            amount: lot.duration.amount ?? null,
            unit: lot.duration.unit ?? null,
            start: lot.duration.start ?? null,
            end: lot.duration.end ?? null,
            isUnlimited: lot.duration.isUnlimited ?? false,
          }
        : null,
      options: say(lot.options),
      renewals: lot.renewals
        ? { maximum: lot.renewals.maximum ?? null, text: say(lot.renewals.description) }
        : null,
      framework: lot.framework ?? null,
      dynamicPurchasing: lot.dynamicPurchasing ?? null,
      documentsUrl: safeLink(lot.documentsUrl),
      submissionUrl: safeLink(lot.submissionUrl),
    })),
    lotLimits: {
      maximumSubmitted: notice.lotLimits.maximumSubmitted ?? null,
      maximumAwarded: notice.lotLimits.maximumAwarded ?? null,
    },
    change: notice.change
      ? { reason: notice.change.reason ?? null, text: say(notice.change.description) }
      : null,
    documentsUrl: safeLink(notice.documentsUrl),
    submissionUrl: safeLink(notice.submissionUrl),
    topic: topicOf(notice),
  }
}

function topicOf(notice: ParsedNotice) {
  const { topic } = notice
  if (topic === undefined) return null
  const entries = entryDays(notice).map((instant) => instant.getTime())
  return {
    identifier: topic.identifier,
    callIdentifier: topic.callIdentifier ?? null,
    callTitle: topic.callTitle ?? null,
    programme: topic.programme ?? null,
    typesOfAction: topic.typesOfAction ?? null,
    status: topic.status,
    opensOn: topic.opensOn ?? null,
    deadlines: topic.deadlines.flatMap((day) => {
      const instant = instantOf(closingOf(day), 'UTC')
      return instant === null
        ? []
        : [{ at: instant.toISOString(), isEntry: entries.includes(instant.getTime()) }]
    }),
    deadlineModel: topic.deadlineModel ?? null,
    budgetMin: topic.budgetMin ?? null,
    budgetMax: topic.budgetMax ?? null,
    expectedGrants: topic.expectedGrants ?? null,
    conditions: topic.conditions ?? null,
    portalUrl: safeLink(topic.portalUrl),
  }
}

// What people compare two wordings by; the rest of the document follows from these or is of no interest to them.
const comparedFields = [
  'title',
  'description',
  'cpvMain',
  'cpvAdditional',
  'estimatedValue',
  'frameworkMaximum',
  'procedureType',
  'tenderDeadline',
  'requestDeadline',
  'buyers',
  'places',
  'lots',
  'documentsUrl',
  'submissionUrl',
] as const

/** Which of a notice's fields differ between an earlier wording and the present one. */
export function differencesOf(before: ParsedNotice, now: ParsedNotice) {
  return comparedFields
    .filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(now[field] ?? null))
    .map((field) => ({ field, before: before[field] ?? null, now: now[field] ?? null }))
}

type Texts = Readonly<Record<string, string>>

function placeOf(place: { country?: string; nuts?: string; town?: string }) {
  return { country: place.country ?? null, nuts: place.nuts ?? null, town: place.town ?? null }
}

function amountOf(amount: Amount | undefined): { cents: number; currency: string } | null {
  return amount && Number.isSafeInteger(amount.cents)
    ? { cents: amount.cents, currency: amount.currency }
    : null
}
