import * as z from 'zod'
import { answerBytes } from '#platform/files/kept-file.ts'
import { readBytes } from '#platform/http/body.ts'
import { answerCsv } from '#platform/http/csv.ts'
import { type Endpoint, endpoint, longEndpoint } from '#platform/http/endpoint.ts'
import type { Role } from '#platform/identity/actor.ts'
import { declareBand, removeFigures, setFigures } from './commands/figures.ts'
import { changeDraft, creditInvoice, draftInvoice, removeDraft } from './commands/invoices.ts'
import { recordPayments, reversePayment } from './commands/payments.ts'
import { readStatement } from './commands/read-statement.ts'
import { renew } from './commands/renewals.ts'
import { issueMany, sendInvoice } from './commands/send-invoice.ts'
import { addFee, changeFee, changeSettings, removeFee } from './commands/settings.ts'
import { csvColumns } from './queries/invoice-csv.ts'
import { documentOf, listInvoices, readInvoice } from './queries/invoices.ts'
import { readOwnMembership } from './queries/own-membership.ts'
import { readRenewals } from './queries/renewals.ts'
import { listFees, readSettings } from './queries/settings.ts'
import { matchStatement } from './queries/statement.ts'
import {
  bandInput,
  feeInput,
  feeList,
  figureInput,
  invoiceInput,
  invoiceList,
  invoiceQuery,
  invoiceShape,
  issueAnswer,
  issueInput,
  ownMembership,
  paymentsAnswer,
  paymentsInput,
  renewAnswer,
  renewalList,
  renewalQuery,
  renewInput,
  settingsInput,
  settingsShape,
  statementAnswer,
} from './schema.ts'

const staff: Role[] = ['cluster-manager', 'cluster-staff']
const companyPeople: Role[] = ['company-admin', 'company-member']
const readers: Role[] = [...staff, ...companyPeople, 'auditor']
const byId = z.object({ id: z.uuid() })
const byYear = z.object({ year: z.coerce.number().int().min(1990).max(2200) })
const tag = 'Dues'

const termsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/dues-settings',
    summary: 'By which terms the cluster collects its dues',
    tag,
    knock: staff,
    answer: settingsShape,
    handle: ({ tx, actor }) => readSettings(tx, actor),
  }),
  endpoint({
    method: 'put',
    path: '/api/dues-settings',
    summary: 'Set the terms (version 0 for the first time)',
    tag,
    knock: staff,
    needsVersion: true,
    body: settingsInput,
    answer: settingsShape,
    async handle({ tx, actor, house, version, body }) {
      await changeSettings(tx, actor, house.clock.now(), version, body)
      return readSettings(tx, actor)
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/fees',
    summary: 'What each kind of membership costs, from which day',
    tag,
    knock: readers,
    answer: feeList,
    handle: ({ tx }) => listFees(tx),
  }),
  endpoint({
    method: 'post',
    path: '/api/fees',
    summary: 'Add a fee',
    tag,
    knock: staff,
    body: feeInput,
    answer: feeList,
    status: 201,
    async handle({ tx, actor, house, body }) {
      await addFee(tx, actor, house.clock.now(), body)
      return listFees(tx)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/fees/{id}',
    summary: 'Change a fee nothing rests on yet',
    tag,
    knock: staff,
    needsVersion: true,
    params: byId,
    body: feeInput,
    answer: feeList,
    async handle({ tx, actor, house, params, version, body }) {
      await changeFee(tx, actor, house.clock.now(), params.id, version, body)
      return listFees(tx)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/fees/{id}',
    summary: 'Take a fee away that nothing rests on',
    tag,
    knock: staff,
    params: byId,
    answer: feeList,
    async handle({ tx, actor, house, params }) {
      await removeFee(tx, actor, house.clock.now(), params.id)
      return listFees(tx)
    },
  }),
]

const renewalEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/renewals',
    summary: 'Who comes up for renewal in a year, and what each would be charged',
    tag,
    knock: staff,
    query: renewalQuery,
    answer: renewalList,
    handle: ({ tx, actor, query }) => readRenewals(tx, actor, query.year),
  }),
  endpoint({
    method: 'post',
    path: '/api/renewals',
    summary: 'Make the invoices of a year as drafts, and move free memberships on',
    tag,
    knock: staff,
    body: renewInput,
    answer: renewAnswer,
    handle: ({ tx, actor, house, body }) => renew(tx, actor, house.clock.now(), body.year, body.companyIds),
  }),
]

const invoiceEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/invoices',
    summary: 'Invoices and credit notes',
    tag,
    knock: readers,
    query: invoiceQuery,
    answer: invoiceList,
    async handle({ tx, actor, house, query }) {
      const now = house.clock.now()
      if (query.format === 'json') return listInvoices(tx, actor, now, query)
      const { items } = await listInvoices(tx, actor, now, { ...query, page: 1, pageSize: 10_000 })
      return answerCsv(actor.language, 'invoices.csv', csvColumns(actor.language), items)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/invoices',
    summary: 'Draft an invoice',
    tag,
    knock: staff,
    body: invoiceInput,
    answer: invoiceShape,
    status: 201,
    async handle({ tx, actor, house, body }) {
      const now = house.clock.now()
      return readInvoice(tx, actor, now, await draftInvoice(tx, actor, now, body))
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/invoice-issues',
    summary: 'Give drafts their numbers and, if wanted, mail them',
    tag,
    knock: staff,
    body: issueInput,
    answer: issueAnswer,
    handle: ({ tx, actor, house, body }) => issueMany(tx, actor, house, body.ids, body.send),
  }),
  endpoint({
    method: 'get',
    path: '/api/invoices/{id}',
    summary: 'One invoice with its lines and payments',
    tag,
    knock: readers,
    params: byId,
    answer: invoiceShape,
    handle: ({ tx, actor, house, params }) => readInvoice(tx, actor, house.clock.now(), params.id),
  }),
  endpoint({
    method: 'put',
    path: '/api/invoices/{id}',
    summary: 'Change a draft',
    tag,
    knock: staff,
    needsVersion: true,
    params: byId,
    body: invoiceInput,
    answer: invoiceShape,
    async handle({ tx, actor, house, params, version, body }) {
      const now = house.clock.now()
      await changeDraft(tx, actor, now, params.id, version, body)
      return readInvoice(tx, actor, now, params.id)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/invoices/{id}',
    summary: 'Throw a draft away',
    tag,
    knock: staff,
    params: byId,
    async handle({ tx, actor, house, params }) {
      await removeDraft(tx, actor, house.clock.now(), params.id)
      return undefined
    },
  }),
  endpoint({
    method: 'get',
    path: '/api/invoices/{id}/pdf',
    summary: 'The invoice as it was issued (PDF/A)',
    tag,
    knock: readers,
    params: byId,
    async handle({ tx, house, params }) {
      const { sha256, name } = await documentOf(tx, params.id)
      return answerBytes(await house.files.get(sha256), name, 'application/pdf')
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/invoices/{id}/sending',
    summary: 'Mail an issued invoice to the company’s dues contacts',
    tag,
    knock: staff,
    params: byId,
    answer: invoiceShape,
    async handle({ tx, actor, house, params }) {
      await sendInvoice(tx, actor, house, params.id)
      return readInvoice(tx, actor, house.clock.now(), params.id)
    },
  }),
  endpoint({
    method: 'post',
    path: '/api/invoices/{id}/credit',
    summary: 'Take an issued invoice back by a credit note',
    tag,
    knock: staff,
    params: byId,
    answer: invoiceShape,
    status: 201,
    async handle({ tx, actor, house, params }) {
      const { id } = await creditInvoice(tx, actor, house, params.id)
      return readInvoice(tx, actor, house.clock.now(), id)
    },
  }),
]

const paymentEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/api/payments',
    summary: 'Note down payments, by hand or as matched from a statement',
    tag,
    knock: staff,
    body: paymentsInput,
    answer: paymentsAnswer,
    status: 201,
    bodyLimit: 1024 * 1024,
    handle: ({ tx, actor, house, body }) => recordPayments(tx, actor, house.clock.now(), body.payments),
  }),
  endpoint({
    method: 'post',
    path: '/api/payments/{id}/reversal',
    summary: 'Take a payment back that was noted down by mistake',
    tag,
    knock: staff,
    params: byId,
    answer: invoiceShape,
    async handle({ tx, actor, house, params }) {
      const now = house.clock.now()
      return readInvoice(tx, actor, now, await reversePayment(tx, actor, now, params.id))
    },
  }),
  longEndpoint({
    method: 'post',
    path: '/api/bank-statements',
    summary:
      'Read a bank statement (camt.053 or CSV as the raw body) and match it; nothing is noted down yet',
    tag,
    knock: staff,
    answer: statementAnswer,
    async handle({ actor, house, context, inTransaction }) {
      const entries = readStatement(await readBytes(context, 5 * 1024 * 1024))
      return inTransaction((tx) => matchStatement(tx, actor, house.clock.now(), entries))
    },
  }),
]

const ownEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/api/own-membership',
    summary: 'The caller’s company as a member: fee, band and the figures only it sees',
    tag,
    knock: companyPeople,
    query: byYear.partial(),
    answer: ownMembership,
    handle: ({ tx, actor, house, query }) => readOwnMembership(tx, actor, house.clock.now(), query.year),
  }),
  endpoint({
    method: 'put',
    path: '/api/own-membership/bands/{year}',
    summary: 'Declare the fee band of a year',
    tag,
    knock: ['company-admin'],
    params: byYear,
    body: bandInput,
    answer: ownMembership,
    async handle({ tx, actor, house, params, body }) {
      const now = house.clock.now()
      await declareBand(tx, actor, now, params.year, body.from)
      return readOwnMembership(tx, actor, now, params.year)
    },
  }),
  endpoint({
    method: 'put',
    path: '/api/own-membership/figures/{year}',
    summary: 'Write down the company’s turnover and people of a year (version 0 for the first time)',
    tag,
    knock: ['company-admin'],
    needsVersion: true,
    params: byYear,
    body: figureInput,
    answer: ownMembership,
    async handle({ tx, actor, house, params, version, body }) {
      const now = house.clock.now()
      await setFigures(tx, actor, now, params.year, version, body)
      return readOwnMembership(tx, actor, now, undefined)
    },
  }),
  endpoint({
    method: 'delete',
    path: '/api/own-membership/figures/{year}',
    summary: 'Remove a year’s figures',
    tag,
    knock: ['company-admin'],
    params: byYear,
    answer: ownMembership,
    async handle({ tx, actor, house, params }) {
      const now = house.clock.now()
      await removeFigures(tx, actor, now, params.year)
      return readOwnMembership(tx, actor, now, undefined)
    },
  }),
]

export const duesEndpoints: Endpoint[] = [
  ...termsEndpoints,
  ...renewalEndpoints,
  ...invoiceEndpoints,
  ...paymentEndpoints,
  ...ownEndpoints,
]
