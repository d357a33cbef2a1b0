import { eq, sql } from 'drizzle-orm'
import { membershipTable as membership, moveMembership } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayManageDues } from '../policy.ts'
import { clusterToday } from '../queries/settings.ts'
import { invoiceName } from '../rules.ts'
import type { PaymentInput } from '../schema.ts'
import { invoice, payment } from '../tables.ts'

/** Notes down money that came in, by hand or from a statement. A bank entry counts once however often it is brought in. */
export async function recordPayments(
  tx: Tx,
  actor: Actor,
  now: Date,
  payments: readonly PaymentInput[],
): Promise<{ recorded: number; alreadyThere: number }> {
  let recorded = 0
  for (const one of payments) {
    if (await recordPayment(tx, actor, now, one)) recorded += 1
  }
  return { recorded, alreadyThere: payments.length - recorded }
}

/** Takes a payment that was noted down by mistake back, by its opposite. */
export async function reversePayment(tx: Tx, actor: Actor, now: Date, id: string): Promise<string> {
  if (!mayManageDues(actor)) throw forbidden()
  const [found] = await tx.select().from(payment).where(eq(payment.id, id))
  if (!found) throw notFound('This payment')
  if (found.reversesId !== null) throw reversedAlready()
  const row = await issued(tx, found.invoiceId)
  const made = await tx
    .insert(payment)
    .values({
      clusterId: actor.clusterId,
      id: newId(now.getTime()),
      invoiceId: found.invoiceId,
      paidOn: found.paidOn,
      cents: -found.cents,
      source: found.source,
      reversesId: id,
      recordedBy: actor.accountId,
      recordedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: payment.id })
  if (made.length === 0) throw reversedAlready()
  await note(tx, actor, now, 'dues/payment-reversed', row)
  return found.invoiceId
}

async function recordPayment(tx: Tx, actor: Actor, now: Date, input: PaymentInput): Promise<boolean> {
  if (!mayManageDues(actor)) throw forbidden()
  const row = await issued(tx, input.invoiceId)
  if (row.kind === 'credit-note' || row.isCredited) {
    throw new Refusal('dues/credited-already', 409, 'This invoice has been credited; nothing is paid on it.')
  }
  const made = await tx
    .insert(payment)
    .values({
      ...input,
      clusterId: actor.clusterId,
      id: newId(now.getTime()),
      source: input.bankEntry === null ? 'hand' : 'statement',
      recordedBy: actor.accountId,
      recordedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: payment.id })
  if (made.length === 0) return false

  await note(tx, actor, now, 'dues/payment-recorded', row)
  if (row.paidCents < row.totalCents && row.paidCents + input.cents >= row.totalCents) {
    await renewPaid(tx, actor, now, row)
  }
  return true
}

/** Whoever has paid for a period is a member until its end. */
async function renewPaid(tx: Tx, actor: Actor, now: Date, row: Issued): Promise<void> {
  const { periodFrom, periodTo, companyId } = row
  if (periodFrom === null || periodTo === null) return
  const { today } = await clusterToday(tx, actor, now)
  const [held] = await tx.select().from(membership).where(eq(membership.companyId, companyId))
  if (!held || held.status === 'applied' || periodTo < today) return
  if (held.endsOn !== null && held.endsOn >= periodTo && held.status !== 'grace') return

  const startsOn = held.startsOn ?? periodFrom
  const status = held.status === 'approved' && startsOn > today ? ('approved' as const) : ('active' as const)
  await moveMembership(tx, actor, now, companyId, { status, startsOn, endsOn: periodTo, graceUntil: null })
}

type Issued = Awaited<ReturnType<typeof issued>>

async function issued(tx: Tx, id: string) {
  const [found] = await tx.select().from(invoice).where(eq(invoice.id, id)).for('update')
  if (!found) throw notFound('This invoice')
  if (found.number === null)
    throw new Refusal('dues/not-issued', 409, 'A draft cannot be paid; issue it first.')
  const { rows } = await tx.execute<{ paid: number; credited: boolean }>(sql`
    SELECT coalesce((SELECT sum(cents) FROM payment WHERE invoice_id = ${id}), 0)::float8 AS paid,
      EXISTS (SELECT FROM invoice WHERE credits_id = ${id}) AS credited`)
  return { ...found, paidCents: rows[0]?.paid ?? 0, isCredited: rows[0]?.credited ?? false }
}

async function note(tx: Tx, actor: Actor, now: Date, action: string, row: Issued): Promise<void> {
  const title = `${invoiceName(row.year ?? 0, row.number ?? 0)} · ${row.buyer?.name ?? ''}`
  const payload = { title, companyId: row.companyId }
  await record(tx, actor, now, { action, objectKind: 'invoice', objectId: row.id, payload })
}

function reversedAlready(): Refusal {
  return new Refusal('dues/reversed-already', 409, 'This payment has been taken back already.')
}
