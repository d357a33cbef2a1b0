import { and, eq, sql } from 'drizzle-orm'
import { companyTable as company } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import { keepFile } from '#platform/files/kept-file.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { makeCreditorReference, makeReference } from '#values/payment-reference.ts'
import { addDays } from '#values/period.ts'
import { mayManageDues } from '../policy.ts'
import { fileName } from '../queries/invoices.ts'
import { clusterToday, settingsOf } from '../queries/settings.ts'
import { invoiceName, totalsOf } from '../rules.ts'
import type { Buyer, InvoiceInput, InvoiceLine } from '../schema.ts'
import { duesSettings, invoice } from '../tables.ts'
import { setInvoice } from './invoice-document.ts'

type Row = typeof invoice.$inferSelect

/** Writes an invoice that has no number yet and may still be changed or thrown away. */
export async function draftInvoice(tx: Tx, actor: Actor, now: Date, input: InvoiceInput): Promise<string> {
  if (!mayManageDues(actor)) throw forbidden()
  const owner = await companyOf(tx, input.companyId)
  const id = newId(now.getTime())
  const { netCents, vatCents, totalCents } = totalsOf(input.lines)
  const sums = { netCents, vatCents, totalCents }
  await tx
    .insert(invoice)
    .values({ ...input, ...sums, clusterId: actor.clusterId, id, kind: 'invoice', createdAt: now })
  await note(tx, actor, now, 'dues/invoice-drafted', { id, companyId: owner.id }, owner.legalName)
  return id
}

/** Changes a draft. */
export async function changeDraft(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: InvoiceInput,
): Promise<void> {
  const before = await draft(tx, actor, id)
  const owner = await companyOf(tx, input.companyId)
  const { netCents, vatCents, totalCents } = totalsOf(input.lines)
  const changed = await tx
    .update(invoice)
    .set({ ...input, netCents, vatCents, totalCents, version: version + 1 })
    .where(and(eq(invoice.id, id), eq(invoice.version, version)))
    .returning({ id: invoice.id })
  if (changed.length === 0) throw stale(before.version)
  await note(tx, actor, now, 'dues/draft-changed', { id, companyId: owner.id }, owner.legalName)
}

/** Throws a draft away. */
export async function removeDraft(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const before = await draft(tx, actor, id)
  const owner = await companyOf(tx, before.companyId)
  await tx.delete(invoice).where(eq(invoice.id, id))
  await note(tx, actor, now, 'dues/draft-removed', before, owner.legalName)
}

/** Gives a draft its number and freezes it: who sells, who buys, what it costs and the document itself. */
export async function issueInvoice(tx: Tx, actor: Actor, house: House, id: string): Promise<Row> {
  const before = await draft(tx, actor, id)
  return issue(tx, actor, house, before)
}

/** Takes an issued invoice back by a credit note of the same sum; the invoice itself stays as it is. */
export async function creditInvoice(tx: Tx, actor: Actor, house: House, id: string): Promise<Row> {
  if (!mayManageDues(actor)) throw forbidden()
  const [credited] = await tx.select().from(invoice).where(eq(invoice.id, id)).for('update')
  if (!credited) throw notFound('This invoice')
  if (credited.number === null || credited.kind === 'credit-note') {
    throw new Refusal('dues/nothing-to-credit', 409, 'Only an issued invoice can be credited.')
  }
  const lines: InvoiceLine[] = credited.lines.map((line) => ({
    ...line,
    unitCents: -line.unitCents,
    feeId: null,
  }))
  const now = house.clock.now()
  const { netCents, vatCents, totalCents } = totalsOf(lines)
  const made = {
    clusterId: actor.clusterId,
    id: newId(now.getTime()),
    companyId: credited.companyId,
    kind: 'credit-note' as const,
    creditsId: id,
    language: credited.language,
    periodFrom: credited.periodFrom,
    periodTo: credited.periodTo,
    currency: credited.currency,
    lines,
    netCents,
    vatCents,
    totalCents,
    createdAt: now,
  }
  const [row] = await tx.insert(invoice).values(made).onConflictDoNothing().returning()
  if (!row) throw new Refusal('dues/credited-already', 409, 'This invoice has been credited already.')
  return issue(tx, actor, house, row, credited)
}

async function issue(tx: Tx, actor: Actor, house: House, before: Row, credited?: Row): Promise<Row> {
  const now = house.clock.now()
  const { today } = await clusterToday(tx, actor, now)
  // One at a time: whoever issues next waits here, so numbers follow each other without a gap.
  await tx.select().from(duesSettings).where(eq(duesSettings.clusterId, actor.clusterId)).for('update')
  const { seller, paymentDays } = await settingsOf(tx, actor)
  if (seller === null)
    throw new Refusal('dues/seller-missing', 409, 'First say who issues the invoices, under Membership fees.')
  const buyer = await buyerOf(tx, before.companyId)
  const year = Number(today.slice(0, 4))
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${invoice.number}), 0)::int` })
    .from(invoice)
    .where(eq(invoice.year, year))
  const number = (last?.number ?? 0) + 1
  const reference = makeReference(`${year}${String(number).padStart(4, '0')}`)
  const frozen = {
    year,
    number,
    issuedOn: today,
    dueOn: credited ? today : addDays(today, paymentDays),
    reference,
    rfReference: makeCreditorReference(reference),
    seller,
    buyer,
  }
  const pdf = await setInvoice({ ...before, ...frozen }, credited)
  const pdfSha256 = await house.files.put(pdf)
  const name = fileName({ ...before, year, number })
  await keepFile(tx, actor, now, {
    sha256: pdfSha256,
    name,
    mediaType: 'application/pdf',
    bytes: pdf.byteLength,
  })
  const [row] = await tx
    .update(invoice)
    .set({ ...frozen, pdfSha256, version: before.version + 1 })
    .where(eq(invoice.id, before.id))
    .returning()
  if (!row) throw notFound('This invoice')
  const action = credited ? 'dues/invoice-credited' : 'dues/invoice-issued'
  await note(tx, actor, now, action, row, `${invoiceName(year, number)} · ${buyer.name}`)
  return row
}

async function buyerOf(tx: Tx, companyId: string): Promise<Buyer> {
  const { legalName, registerCode, vatNumber, address, country } = await companyOf(tx, companyId)
  if (address === null) {
    throw new Refusal(
      'dues/buyer-address-missing',
      409,
      `The address of ${legalName} is missing, and an invoice needs it.`,
      {
        company: legalName,
      },
    )
  }
  return { name: legalName, registerCode, vatNumber, address, country }
}

async function draft(tx: Tx, actor: Actor, id: string): Promise<Row> {
  if (!mayManageDues(actor)) throw forbidden()
  const [found] = await tx.select().from(invoice).where(eq(invoice.id, id)).for('update')
  if (!found) throw notFound('This invoice')
  if (found.number !== null) {
    throw new Refusal(
      'dues/issued-already',
      409,
      'This invoice has been issued and changes no more; credit it instead.',
    )
  }
  return found
}

async function companyOf(tx: Tx, id: string) {
  const [found] = await tx.select().from(company).where(eq(company.id, id))
  if (!found) throw notFound('This company')
  return found
}

async function note(
  tx: Tx,
  actor: Actor,
  now: Date,
  action: string,
  about: { id: string; companyId: string },
  title: string,
): Promise<void> {
  const payload = { title, companyId: about.companyId }
  await record(tx, actor, now, { action, objectKind: 'invoice', objectId: about.id, payload })
}
