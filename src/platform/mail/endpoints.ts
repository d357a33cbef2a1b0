import * as z from 'zod'
import { notFound } from '#platform/errors.ts'
import { answerBytes } from '#platform/files/kept-file.ts'
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts'
import { answerLetter } from './letter-page.ts'
import { listMails, readAttachment, readMail } from './mailbox.ts'

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
  .extend({
    text: z.string().nullable(),
    html: z.string().nullable(),
    attachments: z.array(
      z.object({
        position: z.number().int(),
        name: z.string(),
        mediaType: z.string(),
        bytes: z.number().int(),
      }),
    ),
  })
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
  endpoint({
    method: 'get',
    path: '/api/mail/{id}/attachments/{position}',
    summary: 'A file that went along with a mail',
    tag,
    knock,
    params: z.object({ id: z.uuid(), position: z.coerce.number().int().min(0).max(100) }),
    async handle({ tx, house, params }) {
      const file = await readAttachment(tx, params.id, params.position)
      return answerBytes(await house.files.get(file.sha256), file.name, file.mediaType)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/mail/{id}/page',
    summary: 'One mail as its reader sees it: a page for a frame of ours, which can run and fetch nothing',
    tag,
    knock,
    params: z.object({ id: z.uuid() }),
    async handle({ tx, actor, house, params }) {
      const { subject, html } = await readMail(tx, actor, params.id, house.config.mode)
      if (html === null) throw notFound('That mail')
      return answerLetter(subject, html)
    },
  }),
]
