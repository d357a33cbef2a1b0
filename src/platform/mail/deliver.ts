import { and, eq } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import * as z from 'zod'
import type { Config } from '#platform/config.ts'
import { inTransaction, type Scope } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import type { QueueWork } from '#platform/jobs/work.ts'
import { assertOneAddress } from './address.ts'
import { attachmentsOf } from './mailbox.ts'
import { deliverQueue } from './send.ts'
import { mail } from './tables.ts'

type Mail = typeof mail.$inferSelect
type Transport = { sendMail(message: object): Promise<unknown>; close(): void }

const job = z.object({ clusterId: z.uuid(), mailId: z.uuid() })

/**
 * Delivers waiting mails. No transaction is open while the mail server is talked to, so a mail may go out twice when
 * the process is killed in between; both copies then bear the same message id.
 */
export function deliveryWork(house: House): QueueWork {
  const transport = openTransport(house)
  return {
    queue: deliverQueue,
    async work(data, attempt) {
      const { clusterId, mailId } = job.parse(data)
      await deliver(house, transport, clusterId, mailId, attempt.isLast)
    },
    stop: async () => transport?.close(),
  }
}

async function deliver(
  house: House,
  transport: Transport | undefined,
  clusterId: string,
  id: string,
  isLastAttempt: boolean,
): Promise<void> {
  const scope: Scope = { clusterId, accountId: '', role: 'system', companyId: null }
  const which = and(eq(mail.clusterId, clusterId), eq(mail.id, id))
  const set = (change: Partial<Mail>) =>
    inTransaction(house.pool, scope, (tx) => tx.update(mail).set(change).where(which))
  const { waiting, files } = await inTransaction(house.pool, scope, async (tx) => {
    const [found] = await tx.select().from(mail).where(which)
    return { waiting: found, files: await attachmentsOf(tx, id) }
  })
  if (waiting?.status !== 'waiting') return
  if (!transport || !mayWriteTo(house.config, waiting.recipient)) {
    await set({ status: 'kept' })
    return
  }

  try {
    const attachments = []
    for (const { name, mediaType, sha256 } of files) {
      const content = Buffer.from(await house.files.get(sha256))
      attachments.push({ filename: name, contentType: mediaType, content })
    }
    await transport.sendMail({ ...messageOf(house, waiting), attachments })
  } catch (error) {
    const failure = reasonOf(error)
    await set(isLastAttempt ? { status: 'failed', failure } : { failure })
    throw new Error(`A mail could not be delivered: ${failure}`)
  }
  const sent = { status: 'sent', sentAt: house.clock.now(), failure: null } as const
  await set(waiting.hasSecret ? { ...sent, bodyText: '', bodyHtml: '' } : sent)
}

/** Staging holds copies of real people's addresses: it writes to those it was told to, and keeps all other mail. */
export function mayWriteTo(config: Pick<Config, 'mode' | 'mailAllow'>, recipient: string): boolean {
  if (config.mode !== 'staging') return true
  const address = recipient.toLowerCase()
  return config.mailAllow.some((one) =>
    one.startsWith('@') ? address.slice(address.lastIndexOf('@')) === one : address === one,
  )
}

function openTransport(house: House): Transport | undefined {
  const { smtpUrl } = house.config
  if (!smtpUrl) return undefined
  return createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function messageOf(
  house: House,
  { id, recipient, subject, bodyText, bodyHtml, unsubscribeUrl }: Mail,
): object {
  assertOneAddress(recipient)
  return {
    from: house.config.mailFrom,
    // As an object: a string would be parsed, and could hold more than one address.
    to: { name: '', address: recipient },
    subject,
    text: bodyText,
    html: bodyHtml,
    messageId: `<${id}@talgud>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...wayOutHeaders(unsubscribeUrl) },
  }
}

/** RFC 8058: mail programs end such mails with one POST, and never by merely looking at the address. */
function wayOutHeaders(url: string | null): Record<string, string> {
  if (url === null) return {}
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

/** What the mail server answered, without the letter: servers quote what they refuse. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : 'failed'
  const status = 'responseCode' in error ? ` ${String(error.responseCode)}` : ''
  return `${code}${status}`.slice(0, 100)
}
