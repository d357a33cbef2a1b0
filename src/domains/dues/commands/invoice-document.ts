import { typeset } from '#platform/documents/typeset.ts'
import { printedReference } from '#values/payment-reference.ts'
import { invoiceName, totalsOf } from '../rules.ts'
import type { Buyer, InvoiceLine, Seller } from '../schema.ts'

type Facts = {
  kind: 'invoice' | 'credit-note'
  language: 'en' | 'et'
  year: number
  number: number
  issuedOn: string
  dueOn: string
  periodFrom: string | null
  periodTo: string | null
  reference: string
  rfReference: string
  currency: string
  lines: readonly InvoiceLine[]
  note: string | null
  seller: Seller
  buyer: Buyer
}

/** The PDF of an invoice or credit note, in the buyer's language; the same bytes for the same facts. */
export async function setInvoice(
  facts: Facts,
  credited?: { year: number | null; number: number | null },
): Promise<Uint8Array> {
  const words = wordsOf[facts.language]
  const { netCents, vat, totalCents } = totalsOf(facts.lines)
  const sum = (cents: number) => amount(facts.language, cents)
  const name = invoiceName(facts.year, facts.number)
  const isCredit = facts.kind === 'credit-note'
  const data = {
    lang: facts.language,
    title: `${isCredit ? words.creditNote : words.invoice} ${name}`,
    date: facts.issuedOn.split('-').map(Number),
    seller: partyOf(words, facts.seller),
    buyer: partyOf(words, facts.buyer),
    words,
    facts: [
      [words.issued, day(facts.language, facts.issuedOn)],
      ...(isCredit ? [] : [[words.due, day(facts.language, facts.dueOn)]]),
      ...(credited?.year && credited.number
        ? [[words.credits, invoiceName(credited.year, credited.number)]]
        : []),
      ...(facts.periodFrom && facts.periodTo
        ? [
            [
              words.period,
              `${day(facts.language, facts.periodFrom)} – ${day(facts.language, facts.periodTo)}`,
            ],
          ]
        : []),
    ],
    lines: facts.lines.map((line) => ({
      text: line.text,
      note: line.vatRate === null ? (line.vatNote ?? '') : '',
      quantity: String(line.quantity),
      unit: sum(line.unitCents),
      vat: line.vatRate === null ? words.noVat : rate(facts.language, line.vatRate),
      net: sum(line.quantity * line.unitCents),
    })),
    totals: [
      [words.net, sum(netCents)],
      ...vat
        .filter((group) => group.rate !== null)
        .map((group) => [`${words.vat} ${rate(facts.language, group.rate ?? 0)}`, sum(group.vatCents)]),
    ],
    total: [`${words.total} (${facts.currency})`, sum(totalCents)],
    pay: isCredit
      ? []
      : [
          [words.account, printedReference(facts.seller.iban)],
          ...(facts.seller.bank ? [[words.bank, facts.seller.bank]] : []),
          [words.reference, facts.reference],
          [words.rfReference, printedReference(facts.rfReference)],
        ],
    note: facts.note ?? '',
  }
  return typeset(template, data, facts.issuedOn)
}

type Words = (typeof wordsOf)['en']

function partyOf(words: Words, party: Seller | Buyer): string[] {
  return [
    party.name,
    party.address,
    party.registerCode ? `${words.registerCode} ${party.registerCode}` : '',
    party.vatNumber ? `${words.vatNumber} ${party.vatNumber}` : '',
    'email' in party ? party.email : '',
  ].filter((line) => line !== '')
}

/** Two decimals whatever the sum: on an invoice every amount stands to the cent. */
function amount(language: 'en' | 'et', cents: number): string {
  const locale = language === 'et' ? 'et-EE' : 'en-GB'
  return (cents / 100).toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

function rate(language: 'en' | 'et', hundredths: number): string {
  return `${(hundredths / 100).toLocaleString(language === 'et' ? 'et-EE' : 'en-GB')}%`
}

function day(language: 'en' | 'et', iso: string): string {
  const [year, month, date] = iso.split('-').map(Number)
  if (language === 'et') return `${date}.${String(month).padStart(2, '0')}.${year}`
  const at = new Date(`${iso}T00:00:00Z`)
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
}

const wordsOf = {
  en: {
    invoice: 'Invoice',
    creditNote: 'Credit note',
    issued: 'Date of issue',
    due: 'Due date',
    credits: 'Credits invoice',
    period: 'Period',
    seller: 'Seller',
    buyer: 'Buyer',
    registerCode: 'Register code',
    vatNumber: 'VAT number',
    what: 'Description',
    quantity: 'Quantity',
    unit: 'Price',
    vat: 'VAT',
    noVat: 'no VAT',
    sum: 'Amount',
    net: 'Net amount',
    total: 'Total',
    pay: 'How to pay',
    account: 'Account (IBAN)',
    bank: 'Bank',
    reference: 'Reference number',
    rfReference: 'International reference',
  },
  et: {
    invoice: 'Arve',
    creditNote: 'Kreeditarve',
    issued: 'Arve kuupäev',
    due: 'Maksetähtaeg',
    credits: 'Krediteeritav arve',
    period: 'Periood',
    seller: 'Müüja',
    buyer: 'Ostja',
    registerCode: 'Registrikood',
    vatNumber: 'KMKR nr',
    what: 'Nimetus',
    quantity: 'Kogus',
    unit: 'Hind',
    vat: 'Käibemaks',
    noVat: 'käibemaksuta',
    sum: 'Summa',
    net: 'Summa käibemaksuta',
    total: 'Kokku',
    pay: 'Tasumine',
    account: 'Arveldusarve (IBAN)',
    bank: 'Pank',
    reference: 'Viitenumber',
    rfReference: 'Rahvusvaheline viitenumber',
  },
}

// Whatever people wrote comes in by `sys.inputs` and is shown as text, never read as markup.
const template = `#let d = json(bytes(sys.inputs.data))
#let w = d.words
#set document(title: d.title, author: d.seller.first(), date: datetime(year: d.date.at(0), month: d.date.at(1), day: d.date.at(2)))
#set page(paper: "a4", margin: (x: 22mm, y: 20mm), numbering: (n, ..all) => if all.pos().first() > 1 { [#n / #all.pos().first()] })
#set text(font: "Source Sans 3", size: 10.5pt, lang: d.lang)
#set par(leading: 0.6em)
#let accent = rgb("#175a51")
#let soft = rgb("#696459")
#let label(words) = text(size: 8.5pt, fill: soft, words)
#show heading.where(level: 1): it => text(size: 21pt, weight: 600, fill: accent, it.body)
#show heading.where(level: 2): it => block(below: 0.7em, text(size: 10pt, weight: 600, fill: accent, it.body))
#grid(columns: (1fr, auto), align: (left + top, right + top), column-gutter: 10mm,
  heading(level: 1, d.title),
  block(text(size: 11pt, weight: 600, d.seller.first())))
#v(9mm)
#grid(columns: (1fr, 1fr, auto), column-gutter: 9mm,
  [#heading(level: 2, w.buyer) #for line in d.buyer [#line \\ ]],
  [#heading(level: 2, w.seller) #for line in d.seller [#line \\ ]],
  grid(columns: 1, row-gutter: 0.9em, ..d.facts.map(((name, value)) => [#label(name) \\ #value])))
#v(9mm)
#table(columns: (1fr, auto, auto, auto, auto), align: (left, right, right, right, right), stroke: none,
  inset: (x: 4pt, y: 6pt),
  table.hline(stroke: 0.8pt + accent),
  table.header(..(w.what, w.quantity, w.unit, w.vat, w.sum).map(name => text(size: 8.5pt, fill: soft, name))),
  table.hline(stroke: 0.4pt + soft),
  ..d.lines.map(line => ([#line.text #if line.note != "" [\\ #label(line.note)]], line.quantity, line.unit, line.vat, line.net)).flatten(),
  table.hline(stroke: 0.4pt + soft))
#align(right, grid(columns: 2, column-gutter: 12mm, row-gutter: 0.8em, align: right,
  ..d.totals.map(((name, value)) => (label(name), value)).flatten(),
  text(weight: 600, size: 12pt, d.total.first()), text(weight: 600, size: 12pt, d.total.last())))
#if d.note != "" [#v(7mm) #d.note]
#if d.pay.len() > 0 [
  #v(9mm)
  #block(width: 100%, inset: 12pt, radius: 4pt, fill: rgb("#f1efea"), breakable: false)[
    #heading(level: 2, w.pay)
    #grid(columns: (auto, 1fr), column-gutter: 8mm, row-gutter: 0.8em,
      ..d.pay.map(((name, value)) => (label(name), text(weight: 600, value))).flatten())
  ]
]
`
