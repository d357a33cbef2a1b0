import { parseCsv } from '#engines/code-lists/csv.ts'
import { all, at, attribute, children, readXml, text, type XmlElement } from '#engines/notice-formats/xml.ts'
import { Refusal } from '#platform/errors.ts'
import { sha256Of } from '#platform/files/store.ts'
import { isIsoDate } from '#values/period.ts'

/** Money that came in, as the bank says it. */
export type StatementEntry = {
  bankEntry: string
  paidOn: string
  cents: number
  currency: string
  payer: string | null
  reference: string | null
  note: string | null
}

/** Reads a bank's statement: camt.053 (ISO 20022) or a CSV export. Only money that came in is answered. */
export function readStatement(bytes: Uint8Array): StatementEntry[] {
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart()
  const entries = start.startsWith('<') ? readCamt(bytes) : readCsv(bytes)
  if (entries.length > 5_000)
    throw unreadable('A statement of more than 5,000 entries is too long; take a shorter period.')
  return entries
}

const camt = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d{2}$/

function readCamt(bytes: Uint8Array): StatementEntry[] {
  // Every version of camt.053 is read alike; what stands in another namespace is not ours.
  const read = readXml(
    bytes,
    (uri) => (camt.test(uri) ? '' : undefined),
    (root) => (root.name === 'Document' && at(root, 'BkToCstmrStmt') ? statementsOf(root) : undefined),
  )
  if (!read.ok) {
    if (read.code === 'notice/has-doctype')
      throw unreadable(
        'The file declares a document type. Bank statements never do, and such files can be harmful.',
      )
    throw unreadable('The file is not well-formed XML. Download the statement again.')
  }
  if (read.value === undefined) throw unreadable('The file is XML, but not a camt.053 statement.')
  return read.value
}

function statementsOf(root: XmlElement): StatementEntry[] {
  return all(root, 'BkToCstmrStmt', 'Stmt').flatMap((statement) => {
    const account =
      text(at(statement, 'Acct', 'Id', 'IBAN')) ?? text(at(statement, 'Acct', 'Id', 'Othr', 'Id')) ?? ''
    return all(statement, 'Ntry').flatMap((entry) => entriesOf(account, entry))
  })
}

/** An entry is one sum or, where the bank booked several payers together, its details each with their own. */
function entriesOf(account: string, entry: XmlElement): StatementEntry[] {
  const isIn = text(at(entry, 'CdtDbtInd')) === 'CRDT' && text(at(entry, 'RvslInd')) !== 'true'
  const status = text(at(entry, 'Sts', 'Cd')) ?? text(at(entry, 'Sts')) ?? 'BOOK'
  if (!isIn || status !== 'BOOK') return []
  const booked = at(entry, 'BookgDt') ?? at(entry, 'ValDt')
  const paidOn = (text(at(booked, 'Dt')) ?? text(at(booked, 'DtTm')) ?? '').slice(0, 10)
  const details = all(entry, 'NtryDtls', 'TxDtls')
  const own = text(at(entry, 'AcctSvcrRef')) ?? text(at(entry, 'NtryRef'))
  return (details.length === 0 ? [entry] : details).map((detail, place) => {
    const amount =
      details.length > 1
        ? (at(detail, 'AmtDtls', 'TxAmt', 'Amt') ?? at(detail, 'Amt') ?? at(entry, 'Amt'))
        : at(entry, 'Amt')
    const facts = {
      paidOn,
      cents: toCents(text(amount)),
      currency: attribute(amount, 'Ccy') ?? '',
      payer:
        text(at(detail, 'RltdPties', 'Dbtr', 'Nm')) ??
        text(at(detail, 'RltdPties', 'Dbtr', 'Pty', 'Nm')) ??
        null,
      reference: text(all(detail, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref')[0]) ?? null,
      note:
        children(at(detail, 'RmtInf'))
          .filter(({ name }) => name === 'Ustrd')
          .map(text)
          .join(' ') || null,
    }
    const reference =
      text(at(detail, 'Refs', 'AcctSvcrRef')) ?? (own && details.length > 1 ? `${own}/${place + 1}` : own)
    return checked({ ...facts, bankEntry: nameOf(account, reference, facts, place) })
  })
}

// How Estonian and international banks call the columns of their exports.
const columns = {
  paidOn: [
    'kuupäev',
    'date',
    'booking date',
    'tehingu kuupäev',
    'kande kuupäev',
    'transaction date',
    'value date',
  ],
  amount: ['summa', 'amount', 'kogus'],
  currency: ['valuuta', 'currency'],
  direction: ['deebet/kreedit', 'deebet/kreedit (d/c)', 'debit/credit', 'd/k', 'd/c', 'debit/credit (d/c)'],
  reference: ['viitenumber', 'reference number', 'reference', 'ref. number'],
  payer: [
    'saaja/maksja',
    'saaja/maksja nimi',
    'beneficiary/payer',
    'payer',
    'maksja',
    'sender/receiver name',
    'name',
  ],
  note: ['selgitus', 'details', 'description', 'explanation'],
  entry: ['arhiveerimistunnus', 'archive id', 'transaction reference', 'kande viide', 'provider reference'],
  account: ['kliendi konto', 'client account', 'customer account no', 'account'],
} as const

function readCsv(bytes: Uint8Array): StatementEntry[] {
  const table = parseCsv(decode(bytes))
  if (!table.ok) throw unreadable(`Line ${table.line} of the file is not valid CSV.`)
  const [head = [], ...rows] = table.rows
  const names = head.map((name) => name.trim().toLowerCase())
  const find = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name))
  const place = Object.fromEntries(Object.entries(columns).map(([key, wanted]) => [key, find(wanted)]))
  const cell = (row: readonly string[], key: keyof typeof columns) => row[place[key] ?? -1]?.trim() ?? ''
  if ((place.paidOn ?? -1) < 0 || (place.amount ?? -1) < 0) {
    throw unreadable('No columns for date and amount were found. Choose the bank’s CSV export with headings.')
  }
  return rows.flatMap((row, index) => {
    // Balance and turnover lines of some banks carry no payer and no archive number.
    const amount = cell(row, 'amount')
    const isOut = /^d/i.test(cell(row, 'direction')) || amount.startsWith('-')
    const isLine = amount !== '' && (cell(row, 'entry') !== '' || cell(row, 'payer') !== '')
    if (isOut || !isLine) return []
    const facts = {
      paidOn: toDay(cell(row, 'paidOn')),
      cents: toCents(amount),
      currency: cell(row, 'currency') || 'EUR',
      payer: cell(row, 'payer') || null,
      reference: cell(row, 'reference') || null,
      note: cell(row, 'note') || null,
    }
    return [
      checked({
        ...facts,
        bankEntry: nameOf(cell(row, 'account'), cell(row, 'entry') || undefined, facts, index),
      }),
    ]
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Older exports of Estonian banks.
    return new TextDecoder('windows-1257').decode(bytes)
  }
}

function toCents(amount: string | undefined): number {
  const plain = (amount ?? '').replaceAll(/[\s\u00a0']/g, '').replace(/,(?=\d{1,2}$)/, '.')
  const parts = /^\+?(\d{1,12})(?:\.(\d{1,5}))?$/.exec(plain)
  if (!parts) return Number.NaN
  const fraction = (parts[2] ?? '').padEnd(2, '0')
  return /^0*$/.test(fraction.slice(2)) ? Number(parts[1]) * 100 + Number(fraction.slice(0, 2)) : Number.NaN
}

function toDay(text: string): string {
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})/.exec(text)
  if (local) return `${local[3]}-${(local[2] ?? '').padStart(2, '0')}-${(local[1] ?? '').padStart(2, '0')}`
  return text.slice(0, 10)
}

/** The bank's own number of the entry; without one a fingerprint, so that the same line is known again. */
function nameOf(account: string, reference: string | undefined, facts: object, place: number): string {
  if (reference) return `${account}:${reference}`.slice(0, 200)
  return `line:${sha256Of(new TextEncoder().encode(JSON.stringify([account, facts, place])))}`
}

function checked(entry: StatementEntry): StatementEntry {
  const isWhole = Number.isSafeInteger(entry.cents) && entry.cents > 0
  if (!isWhole || !isIsoDate(entry.paidOn) || !/^[A-Z]{3}$/.test(entry.currency)) {
    throw unreadable('An entry of the statement has no readable date, amount or currency.')
  }
  return { ...entry, payer: entry.payer?.slice(0, 200) ?? null, note: entry.note?.slice(0, 500) ?? null }
}

function unreadable(sentence: string): Refusal {
  return new Refusal('dues/statement-unreadable', 422, sentence, { reason: sentence })
}
