import { eq } from 'drizzle-orm'
import { contactsFor } from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { sendMail } from '#platform/mail/send.ts'
import { mayManageDues } from '../policy.ts'
import { fileName } from '../queries/invoices.ts'
import { clusterToday } from '../queries/settings.ts'
import { invoiceName } from '../rules.ts'
import { invoice } from '../tables.ts'
import { issueInvoice } from './invoices.ts'
import { dayIn, invoiceLetter, sumIn } from './letters.ts'

/** Mails an issued invoice, the PDF attached, to the company's dues contacts, each in their own language. */
export async function sendInvoice(tx: Tx, actor: Actor, house: House, id: string): Promise<void> {
  if (!mayManageDues(actor)) throw forbidden()
  const [row] = await tx.select().from(invoice).where(eq(invoice.id, id)).for('update')
  if (!row) throw notFound('This invoice')
  const { year, number, pdfSha256, buyer, dueOn } = row
  if (year === null || number === null || pdfSha256 === null || buyer === null || dueOn === null) {
    throw new Refusal('dues/not-issued', 409, 'A draft cannot be sent; issue it first.')
  }
  const contacts = await contactsFor(tx, row.companyId, 'dues')
  if (contacts.length === 0) {
    throw new Refusal('dues/no-contact', 409, `${buyer.name} has nobody to send an invoice to.`, {
      company: buyer.name,
    })
  }

  const now = house.clock.now()
  const { name: clusterName } = await clusterToday(tx, actor, now)
  const bytes = await house.files.get(pdfSha256)
  const file = {
    sha256: pdfSha256,
    name: fileName(row),
    mediaType: 'application/pdf',
    bytes: bytes.byteLength,
  }
  for (const { email, language } of contacts) {
    await sendMail(tx, actor.clusterId, {
      to: email,
      template: invoiceLetter,
      language,
      data: {
        clusterName,
        companyName: buyer.name,
        invoice: invoiceName(year, number),
        isCredit: row.kind === 'credit-note',
        total: sumIn(row.totalCents, row.currency),
        due: dayIn(dueOn),
        url: `${house.config.publicUrl}/membership`,
      },
      attachments: [file],
    })
  }
  await tx
    .update(invoice)
    .set({ sentAt: now, sentTo: contacts.map(({ email }) => email), version: row.version + 1 })
    .where(eq(invoice.id, id))
  await record(tx, actor, now, {
    action: 'dues/invoice-sent',
    objectKind: 'invoice',
    objectId: id,
    payload: { title: `${invoiceName(year, number)} · ${buyer.name}`, companyId: row.companyId },
  })
}

/** Issues drafts in the order given and, if wanted, mails each. One that cannot be issued stops them all. */
export async function issueMany(
  tx: Tx,
  actor: Actor,
  house: House,
  ids: readonly string[],
  send: boolean,
): Promise<{ issued: number; sent: number }> {
  for (const id of ids) {
    await issueInvoice(tx, actor, house, id)
    if (send) await sendInvoice(tx, actor, house, id)
  }
  return { issued: ids.length, sent: send ? ids.length : 0 }
}
