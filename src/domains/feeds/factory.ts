import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A published notice as the replayed TED holds it. `day`: `YYYY-MM-DD`. */
export type ReplayNotice = { number: string; day: string; xml: string | Uint8Array }

/** What goes wrong with one request instead of an answer. */
export type Fault = 500 | 503 | 429 | 'slow' | 'garbage' | 'huge' | 'hang-up' | 'elsewhere' | 'timed-out'

export type ReplayTed = {
  url: string
  notices: ReplayNotice[]
  /** Asked about each request; `count` is its place among the requests of its kind, from 1. */
  fault: (kind: 'search' | 'xml', count: number, number: string | undefined) => Fault | undefined
  /** A used token leads to the page after the next, as a scroll does. */
  tokensMove: boolean
  /** Each page begins with the last notice of the page before. */
  pagesOverlap: boolean
  /** Forgets every token it gave. */
  forgetTokens(): void
  seen: {
    searches: Record<string, unknown>[]
    xml: string[]
    mostAtOnce: number
    agents: Set<string>
  }
  close(): Promise<void>
}

/**
 * TED’s search API and its notices over real HTTP, with the traps met in practice: only ITERATION goes on beyond 15,000
 * notices, a list sorted by date leaves notices out, there is a token even beside the last results, and a token that is
 * not (or no longer) known is answered with 500.
 */
export async function openReplayTed(notices: ReplayNotice[]): Promise<ReplayTed> {
  const tokens = new Map<string, number>()
  const counts = { search: 0, xml: 0 }
  let atOnce = 0
  const server = createServer((request, response) => {
    atOnce += 1
    ted.seen.mostAtOnce = Math.max(ted.seen.mostAtOnce, atOnce)
    ted.seen.agents.add(request.headers['user-agent'] ?? '')
    response.on('close', () => {
      atOnce -= 1
    })
    void serve(request, response)
  })
  const ted: ReplayTed = {
    url: '',
    notices,
    fault: () => undefined,
    tokensMove: false,
    pagesOverlap: false,
    forgetTokens: () => tokens.clear(),
    seen: { searches: [], xml: [], mostAtOnce: 0, agents: new Set() },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const number = /^\/en\/notice\/(\d+-\d{4})\/xml$/.exec(request.url ?? '')?.[1]
    const kind = number === undefined ? 'search' : 'xml'
    const body = await readAll(request)
    counts[kind] += 1
    if (number !== undefined) ted.seen.xml.push(number)
    const fault = ted.fault(kind, counts[kind], number)
    if (fault !== undefined) {
      // The answer is lost on its way: for TED it was given.
      if (kind === 'search' && fault === 'hang-up')
        startAt(JSON.parse(body.toString('utf8')).iterationNextToken)
      return spoil(response, fault, kind)
    }

    if (number !== undefined) {
      const found = ted.notices.find((one) => one.number === number)
      response.writeHead(found ? 200 : 404, { 'content-type': 'application/xml' })
      response.end(found?.xml ?? 'no such notice')
      return
    }
    if (request.method !== 'POST' || request.url !== '/v3/notices/search') {
      response.writeHead(404).end()
      return
    }
    search(JSON.parse(body.toString('utf8')), response)
  }

  function search(asked: Record<string, unknown>, response: ServerResponse): void {
    ted.seen.searches.push(asked)
    const { query, limit, paginationMode, iterationNextToken: token, page } = asked
    if (typeof query !== 'string' || typeof limit !== 'number' || limit > 250) {
      answer(response, 400, { message: 'Limit must be between 1 and 250' })
      return
    }
    if (typeof token === 'string' && !tokens.has(token)) {
      answer(response, 500, { message: 'Internal Server Error' })
      return
    }
    const found = find(query)
    if (paginationMode !== 'ITERATION' && Number(page) * limit > 15_000) {
      answer(response, 400, { message: 'PAGE_NUMBER mode ends at 15000 notices' })
      return
    }
    const start = paginationMode === 'ITERATION' ? startAt(token) : (Number(page) - 1) * limit
    const from = ted.pagesOverlap && start > 0 ? start - 1 : start
    const next = `it-${start + limit}-${Math.random().toString(36).slice(2)}`
    tokens.set(next, start + limit)
    answer(response, 200, {
      notices: found.slice(from, start + limit).map((one) => fieldsOf(one, ted.url)),
      totalNoticeCount: found.length,
      iterationNextToken: paginationMode === 'ITERATION' ? next : null,
      timedOut: false,
    })
  }

  function startAt(token: unknown): number {
    if (typeof token !== 'string') return 0
    const start = tokens.get(token) ?? 0
    if (ted.tokensMove) tokens.set(token, start + 250)
    return start
  }

  function find(query: string): ReplayNotice[] {
    const [, from = '', until = ''] =
      /publication-date = \((\d{8}) <> (\d{8})\)/.exec(query) ?? (['', '', '99999999'] as const)
    const plain = (one: ReplayNotice) => one.day.replaceAll('-', '')
    const within = ted.notices.filter((one) => plain(one) >= from && plain(one) <= until)
    if (/SORT BY publication-number/.test(query)) return within
    // Of notices of the same day some stand twice, and others nowhere, once a page has gone by.
    return within.filter((_, place) => place < 250 || place % 6 !== 0)
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  ted.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return ted
}

function spoil(response: ServerResponse, fault: Fault, kind: 'search' | 'xml'): void {
  if (fault === 'hang-up') {
    response.destroy()
  } else if (fault === 'slow') {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"notices":[')
  } else if (fault === 'huge') {
    // More than any answer may have, in pieces, and without saying so before.
    response.writeHead(200)
    const piece = Buffer.alloc(1024 * 1024, ' ')
    const pour = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', pour)
    }
    pour()
  } else if (fault === 'garbage') {
    response.writeHead(200, { 'content-type': kind === 'xml' ? 'application/xml' : 'application/json' })
    response.end('<!doctype html><title>Service unavailable</title>')
  } else if (fault === 'elsewhere') {
    response.writeHead(302, { location: 'http://127.0.0.2:9/notices' }).end()
  } else if (fault === 'timed-out') {
    answer(response, 200, { notices: [], totalNoticeCount: 0, iterationNextToken: null, timedOut: true })
  } else {
    response.writeHead(fault, fault === 429 ? { 'retry-after': '0' } : {})
    response.end('<html>error</html>')
  }
}

/** The fields as TED writes them: values as texts, days with zones, texts by language, codes more than once. */
function fieldsOf({ number, day }: ReplayNotice, url: string): object {
  return {
    'publication-number': number,
    'publication-date': `${day}+02:00`,
    'title-proc': { eng: `Notice ${number}` },
    'buyer-name': { eng: ['A buyer'], est: ['Ostja'] },
    'classification-cpv': ['35000000', '35000000', '72000000'],
    'total-value': '120000.5',
    links: {
      xml: { MUL: `${url}/en/notice/${number}/xml` },
      html: { ENG: `${url}/en/notice/-/detail/${number}` },
    },
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** A small published eForms notice; `number` as TED writes it, without leading zeros. */
export function publishedXml(number: string, title = `Field kitchens, ${number}`): string {
  const [serial = '', year = ''] = number.split('-')
  const id = `0c0ffee0-0000-4000-8000-${serial.padStart(12, '0')}`
  return `<?xml version="1.0" encoding="UTF-8"?>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
  xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
  xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
  xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
  xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1">
  <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
    <efac:Publication><efbc:NoticePublicationID schemeName="ojs-notice-id">${serial.padStart(8, '0')}-${year}</efbc:NoticePublicationID></efac:Publication>
  </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
  <cbc:CustomizationID>eforms-sdk-1.12</cbc:CustomizationID>
  <cbc:ID schemeName="notice-id">${id}</cbc:ID>
  <cbc:VersionID>01</cbc:VersionID>
  <cbc:NoticeTypeCode listName="competition">cn-standard</cbc:NoticeTypeCode>
  <cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode>
  <cac:ProcurementProject>
    <cbc:Name languageID="ENG">${title}</cbc:Name>
  </cac:ProcurementProject>
</ContractNotice>`
}

/** So many small notices, some hundred a day, in the order of their numbers. */
export function manyNotices(count: number, from = 600_001): ReplayNotice[] {
  return Array.from({ length: count }, (_, place) => {
    const number = `${from + place}-2026`
    const day = new Date(Date.UTC(2026, 8, 1) + Math.floor(place / 62) * 86_400_000)
      .toISOString()
      .slice(0, 10)
    return { number, day, xml: publishedXml(number) }
  })
}
