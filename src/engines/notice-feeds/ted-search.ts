// The TED Search API v3 (https://docs.ted.europa.eu/reuse/search-api.html), as far as a feed needs it: what to ask, and
// what an answer says. The notices themselves are read from their XML, never from the fields of a search answer.

/** What a cluster wants to see of TED. */
export type TedChoice = {
  /** CPV codes; zeros at the end stand for everything below: 35000000 is the whole division. */
  cpv: readonly string[]
  /** Three-letter codes of the buyer's country; none for all. */
  countries: readonly string[]
  /** `also`: besides the codes; `only`: nothing else. */
  defence: 'no-matter' | 'also' | 'only'
  hasAwards: boolean
}

/** First and last day of publication, `YYYY-MM-DD`. */
export type Days = { from: string; until: string }

export type TedHit = { number: string; xmlUrl: string | undefined }

export type TedAnswer =
  | { ok: true; hits: TedHit[]; skipped: number; total: number; token: string | undefined }
  | { ok: false; reason: 'not-json' | 'wrong-shape' | 'timed-out' }

/** At most so many notices come in one answer. */
export const tedPageSize = 250

/** The body of one question; `token` goes on where the answer before ended. */
export function tedQuestion(query: string, token: string | undefined): object {
  return {
    query,
    fields: ['publication-number', 'publication-date', 'links'],
    page: 1,
    limit: tedPageSize,
    scope: 'ALL',
    checkQuerySyntax: false,
    // PAGE_NUMBER ends at 15,000 notices without a word.
    paginationMode: 'ITERATION',
    onlyLatestVersions: false,
    ...(token === undefined ? {} : { iterationNextToken: token }),
  }
}

/** The query in TED's expert language. */
export function tedQuery(choice: TedChoice, days: Days): string {
  const codes = choice.cpv.map((code) => `classification-cpv = ${beginningOf(code)}`)
  const defence = ['legal-basis = 32009L0081', 'authority-main-activity = defence']
  const wanted = {
    'no-matter': [anyOf(codes)],
    also: [codes.length === 0 ? '' : anyOf([...codes, ...defence])],
    only: [anyOf(codes), anyOf(defence)],
  }[choice.defence]
  const parts = [
    `publication-date = (${plainDay(days.from)} <> ${plainDay(days.until)})`,
    ...wanted,
    choice.countries.length === 0 ? '' : `buyer-country IN (${choice.countries.join(' ')})`,
    choice.hasAwards ? '' : 'form-type IN (planning competition)',
  ]
  // By number: sorted by date, notices of one day change places between two answers and some are never given.
  return `${parts.filter((part) => part !== '').join(' AND ')} SORT BY publication-number ASC`
}

/** Reads one answer. Notices without a number that TED gives are counted as skipped. */
export function readTedAnswer(bytes: Uint8Array): TedAnswer {
  const answer = readJson(bytes)
  if (answer === undefined) return { ok: false, reason: 'not-json' }
  const { notices, totalNoticeCount, iterationNextToken, timedOut } = answer
  if (timedOut === true) return { ok: false, reason: 'timed-out' }
  if (!Array.isArray(notices) || typeof totalNoticeCount !== 'number') {
    return { ok: false, reason: 'wrong-shape' }
  }
  const hits = notices.flatMap((one) => hitOf(one) ?? [])
  return {
    ok: true,
    hits,
    skipped: notices.length - hits.length,
    total: totalNoticeCount,
    token:
      typeof iterationNextToken === 'string' && iterationNextToken !== '' ? iterationNextToken : undefined,
  }
}

function readJson(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function hitOf(notice: unknown): TedHit | undefined {
  if (!isObject(notice)) return undefined
  const number = firstText(notice['publication-number'])
  if (number === undefined || !/^\d{1,8}-\d{4}$/.test(number)) return undefined
  const xml = isObject(notice.links) ? notice.links.xml : undefined
  // One XML holds all languages, so it stands under `MUL`.
  return { number, xmlUrl: isObject(xml) ? firstText(xml.MUL) : undefined }
}

function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.trim() : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function anyOf(conditions: readonly string[]): string {
  if (conditions.length < 2) return conditions[0] ?? ''
  return `(${conditions.join(' OR ')})`
}

function beginningOf(code: string): string {
  const beginning = code.replace(/0+$/, '').padEnd(2, '0')
  return beginning.length === 8 ? beginning : `${beginning}*`
}

function plainDay(day: string): string {
  return day.replaceAll('-', '')
}
