import type { EligibilityCheck } from '#engines/matching/types.ts'
import { closingOf } from '#engines/notice-formats/ft-topics.ts'
import type { Amount, Award, Moment, NoticeReference, ParsedNotice } from '#engines/notice-formats/notice.ts'
import { addMonths, daysBetween, isIsoDate } from '#values/period.ts'
import { foldText, searchWords } from '#values/search-words.ts'
import { instantAt, zoneOfCountry } from '#values/wall-clock.ts'

/** Where imports of stored files wait for the background. */
export const importQueue = 'opportunities.import'
/** Where a cluster waits in which notices are to be matched. */
export const matchQueue = 'opportunities.match'
/** Where changes of members wait until their matches are asked for. */
export const memberQueue = 'opportunities.members'
/** Called up when code lists were loaded. */
export const labelQueue = 'opportunities.labels'
/** Where the clock looks for calls whose next day of entry has come. */
export const cutOffQueue = 'opportunities.cut-offs'
/** The queues of `opportunitiesWork`. */
export const opportunitiesQueues: readonly string[] = [importQueue, matchQueue]

/** A match from this score on (of 100) is worth somebody's look. */
export const reviewScore = 40

/** The columns of a notice that follow from what it says. `home` is the cluster's time zone. */
export function factsOf(notice: ParsedNotice, home: string) {
  const zone = zoneOfCountry(notice.buyers[0]?.country ?? '') ?? home
  const buyerName = originalText(notice.buyers[0]?.name ?? {}, notice.languages)
  const value = notice.estimatedValue ?? notice.frameworkMaximum ?? notice.totalAwarded
  const places = [...notice.places, ...notice.lots.flatMap((lot) => lot.places)]
  const tenderDeadline = instantOf(notice.tenderDeadline, zone)
  const requestDeadline = instantOf(notice.requestDeadline, zone)
  return {
    key: notice.key,
    format: notice.format,
    kind: notice.kind,
    subtype: notice.subtype ?? null,
    officialId: notice.noticeId ?? null,
    officialVersion: notice.version ?? null,
    publicationId: notice.publicationId ?? null,
    publishedOn: realDate(notice.publicationDate) ?? realDate(notice.dispatched?.date),
    dispatchedAt: instantOf(notice.dispatched, zone),
    procedureId: notice.procedureId ?? null,
    procedureType: notice.procedureType ?? null,
    legalBasis: notice.legalBasis ?? null,
    isDefence: notice.isDefence,
    title: notice.title,
    summary: notice.description,
    languages: [...notice.languages],
    cpvMain: notice.cpvMain ?? null,
    cpv: codesOf(notice),
    countries: distinct(places.map((place) => place.country)),
    nuts: distinct(places.map((place) => place.nuts)),
    buyerNames: notice.buyers.map((buyer) => originalText(buyer.name, notice.languages)).filter(isSaid),
    buyerKey: buyerName === '' ? null : foldText(buyerName).slice(0, 200),
    buyerCountry: notice.buyers[0]?.country ?? null,
    ...moneyOf(value),
    tenderDeadline,
    requestDeadline,
    deadline: requestDeadline ?? tenderDeadline,
    openUntil: openUntil(notice, zone),
    isEuFunded: notice.topic !== undefined || notice.lots.some((lot) => lot.isEuFunded === true),
    // A notice that describes a clearance without saying yes or no asks for one.
    needsClearance: notice.lots.some(
      (lot) => lot.securityClearance !== undefined && lot.securityClearance.isRequired !== false,
    ),
  }
}
export type NoticeFacts = ReturnType<typeof factsOf>

// How long a notice without any deadline counts as open: planning notices and standing systems run about a year.
const monthsWithoutDeadline = 12

/** Until when a newcomer may still take part in some lot; null for kinds that invite nobody. */
function openUntil(notice: ParsedNotice, zone: string): Date | null {
  if (!invites(notice.kind)) return null
  const hurdles = [notice, ...notice.lots].flatMap((one) => {
    const instant = instantOf(one.requestDeadline ?? one.tenderDeadline, zone)
    return instant === null ? [] : [instant.getTime()]
  })
  hurdles.push(...entryDays(notice).map((instant) => instant.getTime()))
  if (hurdles.length > 0) return new Date(Math.max(...hurdles))

  const published = realDate(notice.publicationDate) ?? realDate(notice.dispatched?.date)
  return published === null ? null : instantOf({ date: addMonths(published, monthsWithoutDeadline) }, zone)
}

/** Kinds that ask somebody to come forward. */
export function invites(kind: ParsedNotice['kind']): boolean {
  return kind === 'planning' || kind === 'competition' || kind === 'eu-call' || kind === 'request'
}

/** When newcomers may enter an EU call: at each cut-off, but only at the first of two stages. */
export function entryDays({ topic }: Pick<ParsedNotice, 'topic'>): Date[] {
  if (topic === undefined) return []
  const days = /two/i.test(topic.deadlineModel ?? '') ? topic.deadlines.slice(0, 1) : topic.deadlines
  return days.flatMap((day) => instantOf(closingOf(day), 'UTC') ?? [])
}

/** A date, time and offset as an instant. Without a time it is the day's end; without an offset, the zone's clock. */
export function instantOf(moment: Moment | undefined, zone: string): Date | null {
  if (!moment || !isIsoDate(moment.date)) return null
  const time = /^\d{2}:\d{2}(:\d{2})?$/.test(moment.time ?? '') ? (moment.time ?? '') : '23:59:59'
  if (moment.offset === undefined) return instantAt(moment.date, time, zone) ?? null
  const instant = new Date(`${moment.date}T${time}${moment.offset}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** Main code first, then every other the notice or one of its lots states. */
export function codesOf(notice: ParsedNotice): string[] {
  return distinct([
    notice.cpvMain,
    ...notice.cpvAdditional,
    ...notice.lots.flatMap((lot) => [lot.cpvMain, ...lot.cpvAdditional]),
  ])
}

/** True when `incoming` was written after `stored`: by version of one official id, else by dispatch and publication. */
export function isNewer(incoming: NoticeAge, stored: NoticeAge): boolean {
  const isSameId = incoming.officialId !== null && incoming.officialId === stored.officialId
  const steps = [
    isSameId ? Number(incoming.officialVersion) - Number(stored.officialVersion) : 0,
    (incoming.dispatchedAt?.getTime() ?? Number.NaN) - (stored.dispatchedAt?.getTime() ?? Number.NaN),
    Date.parse(incoming.publishedOn ?? '') - Date.parse(stored.publishedOn ?? ''),
  ]
  const step = steps.find((difference) => !Number.isNaN(difference) && difference !== 0)
  // Nothing tells them apart: what arrives later counts.
  return step === undefined || step > 0
}
export type NoticeAge = Pick<NoticeFacts, 'officialId' | 'officialVersion' | 'dispatchedAt' | 'publishedOn'>

/**
 * Every name the notice goes by. A corrected eForms notice is published whole, so it also goes by the names of the
 * notice it corrects and becomes its next version; a TED corrigendum lists changes only, and stays a notice of its own.
 */
export function aliasesOf(notice: ParsedNotice): string[] {
  const corrects =
    notice.format === 'eforms' && notice.kind !== 'modification' ? notice.changedNotice : undefined
  return distinct([notice.key, ...namesOf(notice), ...(corrects === undefined ? [] : namesOf(corrects))])
}

/** The names of the notices this one is about or follows. */
export function referencesOf(notice: ParsedNotice): string[] {
  const about = notice.changedNotice === undefined ? [] : [notice.changedNotice]
  const own = aliasesOf(notice)
  return distinct([...about, ...notice.previousNotices].flatMap(namesOf)).filter(
    (name) => !own.includes(name),
  )
}

function namesOf(reference: NoticeReference): string[] {
  return [
    ...(reference.publicationId === undefined ? [] : [reference.publicationId]),
    ...(reference.noticeId === undefined ? [] : [reference.noticeId]),
  ]
}

/** One row for each award with its winners; an award without a winner is left out. */
export function awardsOf(notice: ParsedNotice) {
  return notice.awards.flatMap((award) =>
    award.tenders
      .filter((tender) => tender.isWinner && tender.tenderers.length > 0)
      .map((tender) => {
        const lotIds = tender.lotId === undefined ? award.lotIds : [tender.lotId]
        const lot = notice.lots.find((one) => lotIds.includes(one.id))
        return {
          lotIds: [...lotIds],
          title: titleOf(award, lot?.title ?? notice.title),
          winners: tender.tenderers.map((one) => originalText(one.name, notice.languages)).filter(isSaid),
          winnerKeys: tender.tenderers
            .map((one) => originalText(one.name, notice.languages))
            .filter(isSaid)
            .map((name) => foldText(name).slice(0, 200)),
          winnerCountries: distinct(tender.tenderers.map((one) => one.country)),
          isGroup: tender.isGroup,
          ...moneyOf(tender.value ?? (award.tenders.length === 1 ? award.value : undefined)),
          cpv: lot?.cpvMain ?? notice.cpvMain ?? null,
          decidedOn: realDate(tender.decisionDate) ?? realDate(tender.contractDate),
          tendersReceived: smallCount(award.tendersReceived),
        }
      })
      .filter((row) => row.winners.length > 0),
  )
}

/** A check as it stands today: days have gone by since the match was found. Dates are `YYYY-MM-DD`. */
export function checkOn(today: string, check: EligibilityCheck): EligibilityCheck {
  if (check.check !== 'deadline' || check.data.date === undefined) return check
  const daysLeft = daysBetween(today, check.data.date.slice(0, 10))
  const data = { ...check.data, daysLeft }
  return daysLeft < 0 ? { ...check, verdict: 'not', reason: 'passed', data } : { ...check, data }
}

/** The text in the wanted language, else English, else the notice's own first language, else whatever there is. */
export function textIn(
  texts: Readonly<Record<string, string>>,
  language: string,
  own: readonly string[],
): { text: string; language: string | null } {
  const found = [language, 'en', ...own, ...Object.keys(texts)].find((one) => isSaid(texts[one] ?? ''))
  return found === undefined ? { text: '', language: null } : { text: texts[found] ?? '', language: found }
}

/** Only http and https links reach a page. */
export function safeLink(url: string | undefined): string | null {
  if (url === undefined || url.length > 2_000 || !URL.canParse(url)) return null
  const { protocol } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? url : null
}

/** What to search a notice by, weightiest first, each as a line of cut words. */
export function searchTexts(notice: ParsedNotice): { a: string; b: string; c: string; d: string } {
  const line = (texts: readonly string[], most: number) =>
    searchWords(texts.join(' ').slice(0, most)).join(' ')
  const all = (texts: Readonly<Record<string, string>>) => Object.values(texts)
  return {
    a: line([...all(notice.title), notice.key, notice.publicationId ?? ''], 8_000),
    b: line(
      notice.buyers.flatMap((buyer) => [...all(buyer.name), buyer.town ?? '']),
      8_000,
    ),
    c: line([...codesOf(notice), notice.procedureId ?? ''], 8_000),
    d: line(
      [
        ...all(notice.description),
        ...notice.lots.flatMap((lot) => [...all(lot.title), ...all(lot.description)]),
      ],
      120_000,
    ),
  }
}

function titleOf(award: Award, fallback: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.values(award.title).some(isSaid) ? award.title : fallback
}

function originalText(texts: Readonly<Record<string, string>>, own: readonly string[]): string {
  return textIn(texts, own[0] ?? 'en', own)
    .text.slice(0, 500)
    .toWellFormed()
}

/** An amount no notice means (beyond 2^53 hundredths) counts as not stated. */
function moneyOf(amount: Amount | undefined): { valueCents: number | null; currency: string | null } {
  if (!amount || !Number.isSafeInteger(amount.cents)) return { valueCents: null, currency: null }
  return { valueCents: amount.cents, currency: amount.currency }
}

function smallCount(count: number | undefined): number | null {
  return count !== undefined && Number.isInteger(count) && count >= 0 && count < 1_000_000 ? count : null
}

function realDate(date: string | undefined): string | null {
  return date !== undefined && isIsoDate(date) ? date : null
}

function distinct<T extends string>(values: readonly (T | undefined)[]): T[] {
  return [...new Set(values.filter((value) => value !== undefined))]
}

function isSaid(text: string): boolean {
  return text.trim() !== ''
}
