import * as z from 'zod'
import { answerFile, keepFile } from '#platform/files/kept-file.ts'
import { checkPicture } from '#platform/files/picture.ts'
import { readBytes } from '#platform/http/body.ts'
import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { addCompany, changeCompany, setLogo } from './commands/company.ts'
import { editableCompany } from './commands/editable-company.ts'
import { setMembership } from './commands/membership.ts'
import { addPart, changePart, removePart } from './commands/parts.ts'
import { addTier, changeTier } from './commands/tiers.ts'
import { listCompanies } from './queries/directory.ts'
import { downloadDirectory } from './queries/directory-csv.ts'
import { listTiers, logoOf, readCapabilityMap, readCompany, readHistory } from './queries.ts'
import {
  capabilityMap,
  capabilityMapQuery,
  companyInput,
  companyShape,
  directoryAnswer,
  directoryQuery,
  historyAnswer,
  membershipInput,
  type PartKind,
  partInputs,
  partKinds,
  tierInput,
  tierList,
} from './schema.ts'

const insiders: Role[] = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'programme-officer',
  'auditor',
]
const everyone: Role[] = [...insiders, 'outside-contact', 'peer-cluster-staff']
const editors: Role[] = ['cluster-manager', 'cluster-staff', 'company-admin']
const staff: Role[] = ['cluster-manager', 'cluster-staff']
const companyId = z.object({ id: z.uuid() })
const partId = z.object({ id: z.uuid(), partId: z.uuid() })
const tag = 'Members'

const companyEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/companies',
    summary: 'The directory of companies',
    tag,
    knock: everyone,
    query: directoryQuery,
    answer: directoryAnswer,
    async handle({ tx, actor, query }) {
      if (query.format === 'json') return listCompanies(tx, actor, query)
      return downloadDirectory(tx, actor, query)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/companies',
    summary: 'Add a company',
    tag,
    knock: staff,
    body: companyInput,
    answer: companyShape,
    status: 201,
    async handle({ tx, actor, house, body }) {
      return readCompany(tx, actor, await addCompany(tx, actor, house.clock.now(), body))
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/companies/{id}',
    summary: 'One company with all its parts',
    tag,
    knock: everyone,
    params: companyId,
    answer: companyShape,
    handle: ({ tx, actor, params }) => readCompany(tx, actor, params.id),
  }),
  endpoint({
    method: 'put',
    path: '/api/companies/{id}',
    summary: 'Change a company’s own fields',
    tag,
    knock: editors,
    needsVersion: true,
    params: companyId,
    body: companyInput,
    answer: companyShape,
    async handle({ tx, actor, house, params, version, body }) {
      await changeCompany(tx, actor, house.clock.now(), params.id, version, body)
      return readCompany(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/companies/{id}/membership',
    summary: 'Set a company’s membership (version 0 for the first)',
    tag,
    knock: staff,
    needsVersion: true,
    params: companyId,
    body: membershipInput,
    answer: companyShape,
    async handle({ tx, actor, house, params, version, body }) {
      await setMembership(tx, actor, house.clock.now(), params.id, version, body)
      return readCompany(tx, actor, params.id)
    },
  }),
  longEndpoint({
    method: 'put',
    path: '/api/companies/{id}/logo',
    summary: 'Set a company’s logo (the body is the picture: PNG, JPEG, WebP or GIF, at most 1 MB)',
    tag,
    knock: editors,
    params: companyId,
    answer: companyShape,
    async handle({ house, params, context, inTransaction }) {
      const bytes = await readBytes(context, 1024 * 1024)
      const mediaType = await checkPicture(bytes)
      // Policy first: bytes of somebody who may not change the company are never kept.
      await inTransaction((tx, actor) => editableCompany(tx, actor, params.id))
      const sha256 = await house.files.put(bytes)
      return inTransaction(async (tx, actor) => {
        const now = house.clock.now()
        const facts = { sha256, name: `logo.${mediaType.split('/')[1]}`, mediaType, bytes: bytes.byteLength }
        await setLogo(tx, actor, now, params.id, await keepFile(tx, actor, now, facts))
        return readCompany(tx, actor, params.id)
      })
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/companies/{id}/logo',
    summary: 'Take a company’s logo away',
    tag,
    knock: editors,
    params: companyId,
    answer: companyShape,
    async handle({ tx, actor, house, params }) {
      await setLogo(tx, actor, house.clock.now(), params.id, null)
      return readCompany(tx, actor, params.id)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/companies/{id}/logo',
    summary: 'A company’s logo',
    tag,
    knock: everyone,
    params: companyId,
    async handle({ tx, house, params }) {
      return answerFile(tx, house.files, await logoOf(tx, params.id))
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/companies/{id}/history',
    summary: 'Who changed what in a company',
    tag,
    knock: [...editors, 'company-member', 'auditor'],
    params: companyId,
    answer: historyAnswer,
    handle: ({ tx, actor, params }) => readHistory(tx, actor, params.id),
  }),
  endpoint({
    method: 'get',
    path: '/api/capability-map',
    summary: 'Capabilities by companies',
    tag,
    knock: insiders,
    query: capabilityMapQuery,
    answer: capabilityMap,
    handle: ({ tx, query }) => readCapabilityMap(tx, query.by),
  }),
]

function partEndpoints(kind: PartKind): Endpoint[] {
  const path = `/api/companies/{id}/${kind}`
  const body: z.ZodType<Record<string, unknown>> = partInputs[kind]
  return [
    endpoint({
      method: 'post',
      path,
      summary: `Add to a company’s ${kind}`,
      tag,
      knock: editors,
      params: companyId,
      body,
      answer: companyShape,
      status: 201,
      async handle({ tx, actor, house, params, body }) {
        await addPart(tx, actor, house.clock.now(), params.id, kind, body)
        return readCompany(tx, actor, params.id)
      },
    }),
    endpoint({
      method: 'put',
      path: `${path}/{partId}`,
      summary: `Change one of a company’s ${kind}`,
      tag,
      knock: editors,
      needsVersion: true,
      params: partId,
      body,
      answer: companyShape,
      async handle({ tx, actor, house, params, version, body }) {
        await changePart(tx, actor, house.clock.now(), params.id, kind, params.partId, version, body)
        return readCompany(tx, actor, params.id)
      },
    }),
    endpoint({
      method: 'delete',
      path: `${path}/{partId}`,
      summary: `Remove one of a company’s ${kind}`,
      tag,
      knock: editors,
      params: partId,
      answer: companyShape,
      async handle({ tx, actor, house, params }) {
        await removePart(tx, actor, house.clock.now(), params.id, kind, params.partId)
        return readCompany(tx, actor, params.id)
      },
    }),
  ]
}

const tierEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/tiers',
    summary: 'The kinds of membership',
    tag,
    knock: insiders,
    answer: tierList,
    handle: ({ tx, actor }) => listTiers(tx, actor),
  }),
  endpoint({
    method: 'post',
    path: '/api/tiers',
    summary: 'Add a kind of membership',
    tag,
    knock: staff,
    body: tierInput,
    answer: tierList,
    status: 201,
    async handle({ tx, actor, house, body }) {
      await addTier(tx, actor, house.clock.now(), body)
      return listTiers(tx, actor)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/tiers/{id}',
    summary: 'Change a kind of membership',
    tag,
    knock: staff,
    needsVersion: true,
    params: companyId,
    body: tierInput,
    answer: tierList,
    async handle({ tx, actor, house, params, version, body }) {
      await changeTier(tx, actor, house.clock.now(), params.id, version, body)
      return listTiers(tx, actor)
    },
  }),
]

export const membersEndpoints: Endpoint[] = [
  ...companyEndpoints,
  ...tierEndpoints,
  ...partKinds.flatMap(partEndpoints),
]
