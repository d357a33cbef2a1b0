import type { Tx } from '#platform/db/transaction.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { newId } from '#platform/new-id.ts'
import { assertOneAddress } from './address.ts'
import { type Letter, renderLetter, type Template } from './letter.ts'
import { mail, mailAttachment } from './tables.ts'

export const deliverQueue = 'mail.deliver'

export type Outgoing<Data> = {
  to: string
  template: Template<Data>
  language: 'en' | 'et'
  data: Data
  /** The letter holds a sign-in link: nobody reads it on the mail page, and it is erased once sent. */
  hasSecret?: boolean
  attachments?: readonly Attachment[]
  /** Where one click ends mails like this one; mail programs show a button for it. */
  unsubscribeUrl?: string
}

/** A file that goes along; its bytes were put into the file store before. Only staff and the system send one. */
export type Attachment = { sha256: string; name: string; mediaType: string; bytes: number }

/**
 * Writes a mail in the caller's transaction and has it delivered after the commit. The transaction is in the scope of
 * `clusterId`. Answers the mail's id.
 */
export async function sendMail<Data>(tx: Tx, clusterId: string, outgoing: Outgoing<Data>): Promise<string> {
  assertOneAddress(outgoing.to)
  const id = newId()
  const { subject, text, html } = renderLetter(
    withWayOut(outgoing.template(outgoing.language, outgoing.data), outgoing),
  )
  await tx.insert(mail).values({
    clusterId,
    id,
    recipient: outgoing.to,
    subject,
    bodyText: text,
    bodyHtml: html,
    hasSecret: outgoing.hasSecret ?? false,
    unsubscribeUrl: outgoing.unsubscribeUrl ?? null,
  })
  const attachments = outgoing.attachments ?? []
  if (attachments.length > 0) {
    await tx
      .insert(mailAttachment)
      .values(attachments.map((file, position) => ({ ...file, clusterId, mailId: id, position })))
  }
  await enqueue(tx, deliverQueue, { clusterId, mailId: id })
  return id
}

/** Every letter one can unsubscribe from says so in its small print as well. */
function withWayOut(letter: Letter, outgoing: { language: 'en' | 'et'; unsubscribeUrl?: string }): Letter {
  if (outgoing.unsubscribeUrl === undefined) return letter
  const label = outgoing.language === 'et' ? 'Ära saada enam selliseid kirju' : 'Stop mails like this one'
  return { ...letter, wayOut: { label, url: outgoing.unsubscribeUrl } }
}
