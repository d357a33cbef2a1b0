import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { companyTable as company, contactsFor } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayManageDues } from '../policy.ts'
import { invoiceName, totalsOf } from '../rules.ts'
import type { Invoice, InvoiceQuery, InvoiceRow, InvoiceStatus } from '../schema.ts'
import { invoice, payment } from '../tables.ts'
import { clusterToday, settingsOf } from './settings.ts'

/** The invoices the caller may see: staff and auditors all, a company's admins and dues contacts their own. */
export async function listInvoices(tx: Tx, actor: Actor, now: Date, query: InvoiceQuery) {
  const { today } = await clusterToday(tx, actor, now)
  const where = filtersOf(query, today)
  const rows = await tx
    .select(heading(today))
    .from(invoice)
    .innerJoin(company, ofCompany)
    .where(where)
    .orderBy(...orderOf(query.sort))
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
  const { rows: counts } = await tx.execute<{ facet: string; value: string; count: number }>(sql`
    WITH found AS MATERIALIZED (SELECT ${statusOn(today)} AS status, ${invoice.year} AS year, ${openCents} AS open
      FROM ${invoice} JOIN ${company} ON ${ofCompany} WHERE ${where ?? sql`true`})
    SELECT 'total' AS facet, '' AS value, count(*)::int AS count FROM found
    UNION ALL SELECT 'open', '', coalesce(sum(open), 0)::bigint::float8 FROM found WHERE status IN ('sent', 'partly', 'overdue')
    UNION ALL SELECT 'status', status, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'year', year::text, count(*)::int FROM found WHERE year IS NOT NULL GROUP BY 2`)
  const facetOf = (facet: string) =>
    counts.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count }))
  const one = (facet: string) => Number(counts.find((row) => row.facet === facet)?.count ?? 0)
  return {
    items: rows.map(toRow),
    total: one('total'),
    openCents: one('open'),
    drafts: facetOf('status').find(({ value }) => value === 'draft')?.count ?? 0,
    facets: { status: facetOf('status'), year: facetOf('year').sort((a, b) => (a.value < b.value ? 1 : -1)) },
    abilities: mayManageDues(actor) ? (['manage'] as const).slice() : [],
  }
}

/** One invoice with its lines and payments. */
export async function readInvoice(tx: Tx, actor: Actor, now: Date, id: string): Promise<Invoice> {
  const { today } = await clusterToday(tx, actor, now)
  const [found] = await tx
    .select({ row: invoice, head: heading(today), buyerAddress: company.address })
    .from(invoice)
    .innerJoin(company, ofCompany)
    .where(eq(invoice.id, id))
  if (!found) throw notFound('This invoice')

  const { row, head } = found
  const isManager = mayManageDues(actor)
  const payments = await paymentsOf(tx, id)
  const related = await tx
    .select({ id: invoice.id, year: invoice.year, number: invoice.number, creditsId: invoice.creditsId })
    .from(invoice)
    .where(sql`${invoice.creditsId} = ${id} OR ${invoice.id} = ${row.creditsId}`)
  const nameOf = (one: (typeof related)[number] | undefined) =>
    one?.year && one.number ? { id: one.id, name: invoiceName(one.year, one.number) } : null
  const settings = isManager ? await settingsOf(tx, actor) : undefined
  const contacts = isManager ? await contactsFor(tx, row.companyId, 'dues') : []
  return {
    ...toRow(head),
    version: row.version,
    language: row.language,
    periodFrom: row.periodFrom,
    periodTo: row.periodTo,
    lines: row.lines,
    netCents: row.netCents,
    vatCents: row.vatCents,
    vat: totalsOf(row.lines).vat,
    note: row.note,
    reference: row.reference,
    rfReference: row.rfReference,
    seller: row.seller,
    buyer: row.buyer,
    sentTo: isManager ? row.sentTo : [],
    credits: nameOf(related.find((one) => one.id === row.creditsId)),
    creditedBy: nameOf(related.find((one) => one.creditsId === id)),
    payments,
    missing: !isManager
      ? []
      : [
          ...(row.number === null && settings?.seller === null ? (['seller'] as const) : []),
          ...(row.number === null && found.buyerAddress === null ? (['buyer-address'] as const) : []),
          ...(contacts.length === 0 ? (['contact'] as const) : []),
        ],
    abilities: abilitiesFor(isManager, row, head.status),
  }
}

/** The kept PDF of an issued invoice, and the name it is saved under. */
export async function documentOf(tx: Tx, id: string): Promise<{ sha256: string; name: string }> {
  const [found] = await tx.select().from(invoice).where(eq(invoice.id, id))
  if (!found?.pdfSha256) throw notFound('This invoice')
  return { sha256: found.pdfSha256, name: fileName(found) }
}

export function fileName(
  row: Pick<typeof invoice.$inferSelect, 'kind' | 'language' | 'year' | 'number'>,
): string {
  const words = {
    en: { invoice: 'Invoice', 'credit-note': 'Credit note' },
    et: { invoice: 'Arve', 'credit-note': 'Kreeditarve' },
  }
  return `${words[row.language][row.kind]} ${invoiceName(row.year ?? 0, row.number ?? 0)}.pdf`
}

/** Open invoices by their ids or by their payment references, as a bank statement is matched with them. */
export async function invoicesByReference(tx: Tx, actor: Actor, now: Date, references: readonly string[]) {
  if (references.length === 0) return []
  const { today } = await clusterToday(tx, actor, now)
  const rows = await tx
    .select({ ...heading(today), reference: invoice.reference })
    .from(invoice)
    .innerJoin(company, ofCompany)
    .where(and(inArray(invoice.reference, [...references]), eq(invoice.kind, 'invoice')))
  return rows.map((row) => ({ ...toRow(row), reference: row.reference }))
}

/** The bank entries of these that were noted down already. */
export async function knownEntries(tx: Tx, entries: readonly string[]): Promise<Set<string>> {
  if (entries.length === 0) return new Set()
  const rows = await tx
    .select({ entry: payment.bankEntry })
    .from(payment)
    .where(inArray(payment.bankEntry, [...entries]))
  return new Set(rows.flatMap(({ entry }) => entry ?? []))
}

export async function paymentsOf(tx: Tx, invoiceId: string): Promise<Invoice['payments']> {
  const rows = await tx
    .select()
    .from(payment)
    .where(eq(payment.invoiceId, invoiceId))
    .orderBy(asc(payment.paidOn), asc(payment.id))
  const reversed = new Set(rows.map((row) => row.reversesId))
  return rows.map(({ id, paidOn, cents, source, payer, reversesId }) => ({
    id,
    paidOn,
    cents,
    source,
    payer,
    reversesId,
    isReversed: reversed.has(id),
  }))
}

const ofCompany = and(eq(company.clusterId, invoice.clusterId), eq(company.id, invoice.companyId))

const paidCents = sql<number>`coalesce((SELECT sum(p.cents) FROM payment p
  WHERE p.cluster_id = ${invoice.clusterId} AND p.invoice_id = ${invoice.id}), 0)::float8`
const openCents = sql`(${invoice.totalCents} - ${paidCents})`
const isCredited = sql`EXISTS (SELECT FROM invoice c WHERE c.cluster_id = ${invoice.clusterId} AND c.credits_id = ${invoice.id}
  AND c.number IS NOT NULL)`

/** The state of an invoice follows from what happened to it; nothing keeps it that could fall behind. */
function statusOn(today: string): SQL<InvoiceStatus> {
  return sql<InvoiceStatus>`CASE WHEN ${invoice.number} IS NULL THEN 'draft'
    WHEN ${invoice.kind} = 'credit-note' OR ${isCredited} THEN 'credited'
    WHEN ${paidCents} >= ${invoice.totalCents} THEN 'paid'
    WHEN ${invoice.dueOn} < ${today}::date THEN 'overdue'
    WHEN ${paidCents} > 0 THEN 'partly' ELSE 'sent' END`
}

function heading(today: string) {
  return {
    id: invoice.id,
    kind: invoice.kind,
    year: invoice.year,
    number: invoice.number,
    companyId: invoice.companyId,
    companyName: company.legalName,
    status: statusOn(today),
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    currency: invoice.currency,
    totalCents: invoice.totalCents,
    paidCents,
    sentAt: invoice.sentAt,
  }
}

type Heading = Omit<InvoiceRow, 'name' | 'sentAt'> & {
  year: number | null
  number: number | null
  sentAt: Date | null
}

function toRow({ year, number, sentAt, ...rest }: Heading): InvoiceRow {
  return {
    ...rest,
    name: year === null || number === null ? null : invoiceName(year, number),
    sentAt: sentAt?.toISOString() ?? null,
  }
}

function filtersOf(query: InvoiceQuery, today: string): SQL | undefined {
  const like = `%${(query.q ?? '').toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return and(
    query.company === undefined ? undefined : eq(invoice.companyId, query.company),
    query.status?.length ? sql`${statusOn(today)} IN ${query.status}` : undefined,
    query.year?.length ? inArray(invoice.year, query.year) : undefined,
    query.q
      ? sql`(lower(${company.legalName}) LIKE ${like} OR ${invoice.reference} LIKE ${like}
          OR ${invoice.year} || '-' || lpad(${invoice.number}::text, 4, '0') LIKE ${like})`
      : undefined,
  )
}

function orderOf(sort: InvoiceQuery['sort']): SQL[] {
  const direction = sort.startsWith('-') ? desc : asc
  const column = { issued: invoice.issuedOn, due: invoice.dueOn, total: invoice.totalCents }[
    sort.replace('-', '') as 'issued' | 'due' | 'total'
  ]
  // Drafts first: they wait for somebody.
  return [asc(sql`${invoice.number} IS NOT NULL`), direction(column), desc(invoice.number), asc(invoice.id)]
}

function abilitiesFor(
  isManager: boolean,
  row: typeof invoice.$inferSelect,
  status: InvoiceStatus,
): Invoice['abilities'] {
  const isIssued = row.number !== null
  if (!isIssued) return isManager ? ['edit', 'issue'] : []
  const isOpen = row.kind === 'invoice' && status !== 'credited'
  return [
    'download',
    ...(isManager ? (['send'] as const) : []),
    ...(isManager && isOpen ? (['credit'] as const) : []),
    ...(isManager && isOpen && status !== 'paid' ? (['pay'] as const) : []),
  ]
}
