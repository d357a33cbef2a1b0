import { and, asc, desc, eq, lt } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mail, mailAttachment } from './tables.ts'

const pageSize = 100

const heading = {
  id: mail.id,
  recipient: mail.recipient,
  subject: mail.subject,
  status: mail.status,
  hasSecret: mail.hasSecret,
  failure: mail.failure,
  createdAt: mail.createdAt,
  sentAt: mail.sentAt,
}

/** The cluster's mails, newest first; ids are in order of time, so the last one leads to the next page. */
export async function listMails(tx: Tx, actor: Actor, before: string | undefined) {
  const rows = await tx
    .select(heading)
    .from(mail)
    .where(and(eq(mail.clusterId, actor.clusterId), before === undefined ? undefined : lt(mail.id, before)))
    .orderBy(desc(mail.id))
    .limit(pageSize)
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      sentAt: row.sentAt?.toISOString() ?? null,
    })),
    next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null,
  }
}

/** One mail. A letter with a sign-in link is shown in a demo only: whoever reads it could sign in as its reader. */
export async function readMail(tx: Tx, actor: Actor, id: string, mode: 'demo' | 'staging' | 'production') {
  const [row] = await tx
    .select()
    .from(mail)
    .where(and(eq(mail.clusterId, actor.clusterId), eq(mail.id, id)))
  if (!row) throw notFound('That mail')

  const isHidden = row.hasSecret && mode !== 'demo'
  return {
    id: row.id,
    recipient: row.recipient,
    subject: row.subject,
    status: row.status,
    hasSecret: row.hasSecret,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    text: isHidden ? null : row.bodyText,
    html: isHidden ? null : row.bodyHtml,
    attachments: (await attachmentsOf(tx, id)).map(({ position, name, mediaType, bytes }) => ({
      position,
      name,
      mediaType,
      bytes,
    })),
  }
}

/** The files that go along with a mail. */
export async function attachmentsOf(tx: Tx, mailId: string) {
  return tx
    .select()
    .from(mailAttachment)
    .where(eq(mailAttachment.mailId, mailId))
    .orderBy(asc(mailAttachment.position))
}

/** One file of a mail. */
export async function readAttachment(tx: Tx, mailId: string, position: number) {
  const found = (await attachmentsOf(tx, mailId)).find((file) => file.position === position)
  if (!found) throw notFound('This file')
  return found
}
