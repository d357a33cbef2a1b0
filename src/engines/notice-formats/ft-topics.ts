// Topics of the EU Funding & Tenders portal, as its search answers them (SEDIA: every field of `metadata` a list of
// texts, some of them JSON within) or as line-by-line extracts of it. A topic is read as an opportunity like any notice;
// it states no CPV codes, and who may apply together stands in the call document only.
import { addDays, isIsoDate } from '#values/period.ts'
import { instantAt } from '#values/wall-clock.ts'
import { textOfHtml } from './html-text.ts'
import type { Moment, ParsedNotice, TopicFacts } from './notice.ts'

export type ReadTopic =
  | { readonly name: string; readonly topic: ParsedNotice }
  | { readonly name: string; readonly refused: { readonly code: string; readonly message: string } }

type Fields = Readonly<Record<string, unknown>>

const longestText = 60_000
const mostTopics = 20_000

/** Reads every topic of a file: a search answer, a list of results, or one result a line. Never throws. */
export function readTopics(bytes: Uint8Array): ReadTopic[] {
  const results = readResults(bytes)
  if (results === undefined) return [refuse('file', 'notice/not-topics')]
  return results.slice(0, mostTopics).map((result, place) => {
    const facts = isFields(result) ? topicOf(result) : undefined
    return facts ?? refuse(`#${place + 1}`, 'notice/missing-identifier')
  })
}

function refuse(name: string, code: 'notice/not-topics' | 'notice/missing-identifier'): ReadTopic {
  const message = {
    'notice/not-topics': 'This JSON holds no topics of the EU Funding & Tenders portal.',
    'notice/missing-identifier': 'The topic has no identifier or no title.',
  }[code]
  return { name, refused: { code, message } }
}

function readResults(bytes: Uint8Array): readonly unknown[] | undefined {
  const text = new TextDecoder().decode(bytes)
  const whole = readJson(text)
  if (Array.isArray(whole)) return whole
  if (isFields(whole)) {
    if (Array.isArray(whole.results)) return whole.results
    return looksLikeTopic(whole) ? [whole] : undefined
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const rows = lines.map(readJson)
  const first = rows[0]
  return isFields(first) && looksLikeTopic(first) ? rows : undefined
}

function looksLikeTopic(one: Fields): boolean {
  return isFields(one.metadata) || typeof one.topicId === 'string'
}

function topicOf(result: Fields): ReadTopic | undefined {
  const facts = isFields(result.metadata) ? fromSearch(result, result.metadata) : fromExtract(result)
  if (facts.identifier === '' || facts.title === '') return undefined
  const { title, description, total, startsOn, ...rest } = facts
  const topic: TopicFacts = { ...rest, deadlines: [...new Set(rest.deadlines)].sort() }
  return { name: topic.identifier, topic: noticeOf(topic, title, description, total, startsOn) }
}

type Facts = TopicFacts & { title: string; description: string; total?: number; startsOn?: string }

// Codes of the portal, as far as topics of interest carry them.
const programmes: Readonly<Record<string, string>> = {
  '43108390': 'Horizon Europe',
  '43152860': 'Digital Europe',
  '44181033': 'European Defence Fund',
  '43251567': 'Connecting Europe Facility',
  '43252449': 'Single Market Programme',
  '44416173': 'Interregional Innovation',
  '43252386': 'Internal Security Fund',
}
const statuses: Readonly<Record<string, TopicFacts['status']>> = {
  '31094501': 'forthcoming',
  '31094502': 'open',
  '31094503': 'closed',
}

function fromSearch(result: Fields, meta: Fields): Facts {
  const one = (name: string) => textOf(meta[name])
  const identifier = one('identifier')
  const action = actionsOf(one('actions'))
  const budget = budgetOf(one('budgetOverview'), identifier)
  const deadlines = [...action.deadlines, ...listOf(meta.deadlineDate)].flatMap((text) => dayOf(text) ?? [])
  const programme = listOf(meta.frameworkProgramme).map((code) => programmes[code] ?? code)[0]
  return {
    identifier,
    title: textOfHtml(one('title') || textOf(result.content)).slice(0, 1_000),
    description: textOfHtml(one('descriptionByte')).slice(0, longestText),
    callIdentifier: one('callIdentifier') || undefined,
    callTitle: textOfHtml(one('callTitle')) || undefined,
    programme,
    typesOfAction: one('typesOfAction') || action.type || undefined,
    status: statuses[one('status')] ?? 'unknown',
    opensOn: action.opensOn ?? dayOf(one('startDate')),
    startsOn: dayOf(one('startDate')),
    deadlines,
    deadlineModel: one('deadlineModel') || undefined,
    ...budget,
    conditions: textOfHtml(one('topicConditions')).slice(0, longestText) || undefined,
    portalUrl: portalUrlOf(identifier),
  }
}

function fromExtract(row: Fields): Facts {
  const one = (name: string) => textOf(row[name])
  const identifier = one('topicId')
  const deadline = dayOf(one('deadline'))
  const status = (['forthcoming', 'open', 'closed'] as const).find((word) => word === one('callStatus'))
  return {
    identifier,
    title: textOfHtml(one('title')).slice(0, 1_000),
    description: textOfHtml(one('description')).slice(0, longestText),
    callIdentifier: one('callIdentifier') || undefined,
    callTitle: textOfHtml(one('callTitle')) || undefined,
    programme: one('programme') || undefined,
    typesOfAction: one('typesOfAction') || one('actionType') || undefined,
    status: status ?? 'unknown',
    opensOn: dayOf(one('openingDate')),
    deadlines: deadline === undefined ? [] : [deadline],
    deadlineModel: one('deadlineModel') || undefined,
    budgetMin: moneyOf(row.budgetMin),
    budgetMax: moneyOf(row.budgetMax),
    expectedGrants: countOf(row.expectedGrants),
    // Its extraction leaves the end of an attribute before the first word.
    conditions: textOfHtml(one('topicConditions').replace(/^"\s*>/, '')).slice(0, longestText) || undefined,
    portalUrl: portalUrlOf(identifier),
  }
}

function portalUrlOf(identifier: string): string {
  return `https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/${encodeURIComponent(identifier)}`
}

function actionsOf(text: string): { type?: string; opensOn?: string; deadlines: string[] } {
  const read = readJson(text)
  const action: unknown = Array.isArray(read) ? read[0] : read
  if (!isFields(action)) return { deadlines: [] }
  const types = Array.isArray(action.types) ? (action.types as unknown[]) : []
  const type = isFields(types[0]) ? textOf(types[0].typeOfAction) : textOf(types[0])
  const opensOn = dayOf(textOf(action.plannedOpeningDate))
  return {
    ...(type === '' ? {} : { type }),
    ...(opensOn === undefined ? {} : { opensOn }),
    deadlines: listOf(action.deadlineDates),
  }
}

/** The overview lists all topics of the call; only the words of an entry tell whose it is. */
function budgetOf(text: string, identifier: string) {
  const overview = readJson(text)
  const map = isFields(overview) ? overview.budgetTopicActionMap : undefined
  const entries = isFields(map) ? Object.values(map).flat().filter(isFields) : []
  const own = entries.filter((entry) => textOf(entry.action).startsWith(`${identifier} - `))
  const years = own.flatMap((entry) =>
    isFields(entry.budgetYearMap) ? Object.values(entry.budgetYearMap) : [],
  )
  const sums = years.flatMap((sum) => moneyOf(sum) ?? [])
  return {
    budgetMin: moneyOf(own[0]?.minContribution),
    budgetMax: moneyOf(own[0]?.maxContribution),
    expectedGrants: countOf(own[0]?.expectedGrants),
    ...(sums.length === 0 ? {} : { total: sums.reduce((sum, one) => sum + one, 0) }),
  }
}

/** Euros as a text or number to cents; zero counts as not stated. */
function moneyOf(value: unknown): number | undefined {
  const euros = typeof value === 'string' ? Number(value) : value
  if (typeof euros !== 'number' || !Number.isFinite(euros) || euros <= 0) return undefined
  const cents = Math.round(euros * 100)
  return Number.isSafeInteger(cents) ? cents : undefined
}

function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' ? Number(value) : value
  return typeof count === 'number' && Number.isInteger(count) && count > 0 && count < 100_000
    ? count
    : undefined
}

/** `2026-10-06T00:00:00.000+0000`, `2026-10-06` or `06 October 2026` as a day. */
function dayOf(text: string): string | undefined {
  const day = text.slice(0, 10)
  if (isIsoDate(day)) return day
  const parsed = /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text) ? Date.parse(`${text} UTC`) : Number.NaN
  return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString().slice(0, 10)
}

/** Calls of the EU close at 17:00 in Brussels. */
export function closingOf(day: string): Moment {
  const instant = instantAt(day, '17:00:00', 'Europe/Brussels')
  const written = (instant ?? new Date(`${addDays(day, 0)}T16:00:00Z`)).toISOString()
  return { date: written.slice(0, 10), time: written.slice(11, 19), offset: '+00:00' }
}

const defence = /^(EDF|EDIP|ASAP|EDIRPA)\b|DEFENCE|MILMOB/i

function noticeOf(
  topic: TopicFacts,
  title: string,
  description: string,
  total: number | undefined,
  startsOn: string | undefined,
): ParsedNotice {
  const [first] = topic.deadlines
  return {
    ...emptyNotice,
    format: 'ft-topic',
    schemaVersion: 'ft-portal',
    key: `ft:${topic.identifier}`,
    publicationDate: startsOn,
    root: 'topic',
    kind: 'eu-call',
    isDefence: defence.test(topic.identifier),
    languages: ['en'],
    title: { en: title },
    description: description === '' ? {} : { en: description },
    buyers: [{ name: { en: 'European Commission', et: 'Euroopa Komisjon' } }],
    estimatedValue: total === undefined ? undefined : { cents: total, currency: 'EUR' },
    tenderDeadline: first === undefined ? undefined : closingOf(first),
    submissionUrl: topic.portalUrl,
    topic,
  }
}

/** What an opportunity says that is not a notice of a buyer: nothing, until it is filled in. */
export const emptyNotice: Omit<
  ParsedNotice,
  'format' | 'schemaVersion' | 'key' | 'root' | 'kind' | 'isDefence' | 'languages' | 'title' | 'description'
> = {
  noticeId: undefined,
  version: undefined,
  procedureId: undefined,
  publicationId: undefined,
  publicationDate: undefined,
  dispatched: undefined,
  noticeType: undefined,
  subtype: undefined,
  form: undefined,
  legalBasis: undefined,
  cpvMain: undefined,
  cpvAdditional: [],
  nature: undefined,
  buyers: [],
  places: [],
  estimatedValue: undefined,
  frameworkMaximum: undefined,
  totalAwarded: undefined,
  procedureType: undefined,
  tenderDeadline: undefined,
  requestDeadline: undefined,
  lots: [],
  lotGroups: [],
  lotLimits: { maximumSubmitted: undefined, maximumAwarded: undefined },
  isFramework: false,
  isDynamicPurchasing: false,
  previousNotices: [],
  changedNotice: undefined,
  change: undefined,
  documentsUrl: undefined,
  submissionUrl: undefined,
  awards: [],
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.trim() : ''
}

function listOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.flatMap((one) => (typeof one === 'string' ? [one] : []))
}
