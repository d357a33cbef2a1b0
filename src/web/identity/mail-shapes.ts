/** A message as a line of the outbox. */
export type MailHeading = {
  id: string
  recipient: string
  subject: string
  status: 'waiting' | 'sent' | 'kept' | 'failed'
  failure: string | null
  createdAt: string
}
