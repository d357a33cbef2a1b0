import * as z from 'zod'
import { dateIn } from '#platform/clock.ts'
import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import { answerOnce } from '#platform/http/idempotency.ts'
import { receiveFile } from '#platform/http/receive-file.ts'
import type { Role } from '#platform/identity/actor.ts'
import { answerNotice, withdrawAnswer } from './commands/answer-notice.ts'
import { confirmCpv } from './commands/confirm-cpv.ts'
import { receiveImport } from './commands/receive-import.ts'
import { setConsortium } from './commands/set-consortium.ts'
import { readDemand } from './queries/counts.ts'
import { listForMyCompany } from './queries/for-company.ts'
import { listImports, readImport } from './queries/imports.ts'
import { listNotices } from './queries/list.ts'
import { downloadNotices } from './queries/list-csv.ts'
import { readNotice, readVersion } from './queries/notice.ts'
import { awardHistoryEndpoints } from './routes/award-history.ts'
import { calendarEndpoints } from './routes/calendar.ts'
import { entryEndpoints } from './routes/entries.ts'
import { followingEndpoints } from './routes/following.ts'
import { savedSearchEndpoints } from './routes/saved-searches.ts'
import { consortiumInput } from './schema/eu-call.ts'
import {
  answerInput,
  cpvInput,
  demandAnswer,
  demandQuery,
  forMyCompany,
  importList,
  importShape,
  noticeList,
  noticeQuery,
  noticeShape,
  noticeVersionShape,
} from './schema.ts'

const insiders: Role[] = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'programme-officer',
  'auditor',
]
const staff: Role[] = ['cluster-manager', 'cluster-staff']
const companyPeople: Role[] = ['company-admin', 'company-member']
const noticeId = z.object({ id: z.uuid() })
const answerId = z.object({ id: z.uuid(), companyId: z.uuid() })
const tag = 'Opportunities'
const largestUpload = 200 * 1024 * 1024

const noticeEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/notices',
    summary: 'Find notices; partners’ staff find the requests open to them',
    tag,
    knock: [...insiders, 'peer-cluster-staff'],
    query: noticeQuery,
    answer: noticeList,
    async handle({ tx, actor, house, query }) {
      const now = house.clock.now()
      if (query.format === 'json') return listNotices(tx, actor, now, query)
      return downloadNotices(tx, actor, now, query)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/for-my-company',
    summary: 'Open notices that fit the caller’s company, best first',
    tag,
    knock: companyPeople,
    answer: forMyCompany,
    handle: ({ tx, actor, house }) => listForMyCompany(tx, actor, house.clock.now()),
  }),
  endpoint({
    method: 'get',
    path: '/api/notice-demand',
    summary: 'How often each code was asked for in the last two years',
    tag,
    knock: insiders,
    query: demandQuery,
    answer: demandAnswer,
    handle: ({ tx, house, query }) =>
      readDemand(tx, house.clock.now(), dateIn('UTC', house.clock.now()), query.by),
  }),
  endpoint({
    method: 'get',
    path: '/api/notices/{id}',
    summary: 'One notice with its lots, fits, answers and past awards',
    tag,
    knock: [...insiders, 'peer-cluster-staff'],
    params: noticeId,
    answer: noticeShape,
    handle: ({ tx, actor, house, params }) => readNotice(tx, actor, house.clock.now(), params.id),
  }),
  endpoint({
    method: 'get',
    path: '/api/notices/{id}/versions/{number}',
    summary: 'An earlier wording of a notice',
    tag,
    knock: insiders,
    params: z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(100_000) }),
    answer: noticeVersionShape,
    handle: ({ tx, actor, params }) => readVersion(tx, actor, params.id, params.number),
  }),
  endpoint({
    method: 'put',
    path: '/api/notices/{id}/cpv',
    summary: 'Settle the codes of a notice that states none',
    tag,
    knock: staff,
    needsVersion: true,
    params: noticeId,
    body: cpvInput,
    answer: noticeShape,
    async handle({ tx, actor, house, params, version, body }) {
      const now = house.clock.now()
      await confirmCpv(tx, actor, now, params.id, version, body.cpv)
      return readNotice(tx, actor, now, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/notices/{id}/consortium',
    summary: 'Write down who may apply together to an EU call (version 0 for the first time)',
    tag,
    knock: staff,
    needsVersion: true,
    params: noticeId,
    body: consortiumInput,
    answer: noticeShape,
    async handle({ tx, actor, house, params, version, body }) {
      const now = house.clock.now()
      await setConsortium(tx, actor, now, params.id, version, body)
      return readNotice(tx, actor, now, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/notices/{id}/answers/{companyId}',
    summary: 'Say whether a notice is for a company (version 0 for the first answer)',
    tag,
    knock: [...staff, ...companyPeople],
    needsVersion: true,
    params: answerId,
    body: answerInput,
    answer: noticeShape,
    async handle({ tx, actor, house, params, version, body }) {
      const now = house.clock.now()
      await answerNotice(tx, actor, now, params.id, params.companyId, version, body)
      return readNotice(tx, actor, now, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/notices/{id}/answers/{companyId}',
    summary: 'Take an answer back',
    tag,
    knock: [...staff, ...companyPeople],
    needsVersion: true,
    params: answerId,
    answer: noticeShape,
    async handle({ tx, actor, house, params, version }) {
      const now = house.clock.now()
      await withdrawAnswer(tx, actor, now, params.id, params.companyId, version)
      return readNotice(tx, actor, now, params.id)
    },
  }),
]

const importEndpoints: Endpoint[] = [
  longEndpoint({
    method: 'post',
    path: '/api/notice-imports',
    summary:
      'Send notices (XML) or EU call topics (JSON, JSON lines), also in a zip or tar.gz, as the raw body, the name in X-File-Name',
    tag,
    knock: staff,
    bodyLimit: largestUpload,
    perMinute: 20,
    answer: importShape,
    status: 202,
    async handle({ house, context, inTransaction }) {
      const received = await receiveFile(context, house.files, {
        most: largestUpload,
        kinds: ['xml', 'archive', 'json'],
      })
      const key = context.req.header('idempotency-key')
      return inTransaction(async (tx, actor) => {
        const receive = async () =>
          readImport(tx, await receiveImport(tx, actor, house.clock.now(), received))
        if (key === undefined) return receive()
        const request = { key, path: context.req.path, body: received }
        return answerOnce(tx, actor, request, async () => context.json(await receive(), 202))
      })
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/notice-imports',
    summary: 'The newest imports and how they went',
    tag,
    knock: [...staff, 'auditor'],
    answer: importList,
    handle: ({ tx, actor }) => listImports(tx, actor),
  }),
  endpoint({
    method: 'get',
    path: '/api/notice-imports/{id}',
    summary: 'How one import goes, and which files it could not take',
    tag,
    knock: [...staff, 'auditor'],
    params: noticeId,
    answer: importShape,
    handle: ({ tx, params }) => readImport(tx, params.id),
  }),
]

export const opportunitiesEndpoints: Endpoint[] = [
  ...noticeEndpoints,
  ...entryEndpoints,
  ...importEndpoints,
  ...followingEndpoints,
  ...awardHistoryEndpoints,
  ...calendarEndpoints,
  ...savedSearchEndpoints,
]
