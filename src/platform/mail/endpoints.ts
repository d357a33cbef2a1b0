import * as z from 'zod'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import { listMails, readMail } from './mailbox.ts'

const heading = z
  .object({
    id: z.uuid(),
    recipient: z.string(),
    subject: z.string(),
    status: z.enum(['waiting', 'sent', 'kept', 'failed']),
    hasSecret: z.boolean(),
    failure: z.string().nullable(),
    createdAt: z.string(),
    sentAt: z.string().nullable(),
  })
  .meta({ id: 'MailHeading' })

const mailPage = z
  .object({ items: z.array(heading), next: z.uuid().nullable() })
  .meta({ id: 'MailPage', description: 'Newest first; `next` goes into `before`.' })

const mailShape = heading
  .extend({ text: z.string().nullable(), html: z.string().nullable() })
  .meta({ id: 'Mail', description: 'Outside a demo, a letter with a sign-in link shows no text.' })

const knock = ['cluster-manager', 'cluster-staff'] as const
const tag = 'Mail'

export const mailEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/mail',
    summary: 'Mails of the cluster, sent and waiting',
    tag,
    knock,
    query: z.object({ before: z.uuid().optional() }),
    answer: mailPage,
    handle: ({ tx, actor, query }) => listMails(tx, actor, query.before),
  }),
  endpoint({
    method: 'get',
    path: '/api/mail/{id}',
    summary: 'One mail',
    tag,
    knock,
    params: z.object({ id: z.uuid() }),
    answer: mailShape,
    handle: ({ tx, actor, house, params }) => readMail(tx, actor, params.id, house.config.mode),
  }),
]
