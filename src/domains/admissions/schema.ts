import * as z from 'zod'
import { isEstonianRegisterCode, isVatNumber } from '#values/register-code.ts'

const id = z.uuid()
const language = z.enum(['en', 'et'])
const words = z.object({ en: z.string().trim().min(20).max(4_000), et: z.string().trim().min(20).max(4_000) })
const line = (most: number) => z.string().trim().min(1).max(most)
const optionalLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text || null)

/** http and https only; a bare `example.ee` is taken as https. */
const website = z
  .string()
  .trim()
  .max(300)
  .transform((text) => (text === '' || /^https?:\/\//i.test(text) ? text : `https://${text}`))
  .pipe(z.union([z.literal(''), z.url({ protocol: /^https?$/, hostname: z.regexes.domain })]))
  .transform((text) => text || null)

/** What the public form sends. Every field is text; what may stay empty is then no value. */
export const applicationForm = z
  .object({
    legalName: line(200),
    country: z.string().regex(/^[A-Z]{2}$/),
    registerCode: optionalLine(40).transform((code) => code?.replaceAll(/\s/g, '') ?? null),
    vatNumber: optionalLine(40).transform((text) => text?.replaceAll(/[\s.-]/g, '').toUpperCase() ?? null),
    address: line(300),
    website,
    summary: line(2_000).min(20),
    tierId: z.union([z.literal(''), id]).transform((tier) => tier || null),
    contactName: line(120),
    contactTitle: optionalLine(120),
    contactEmail: z.string().trim().toLowerCase().max(254).pipe(z.email()),
    contactPhone: z
      .string()
      .trim()
      .pipe(z.union([z.literal(''), z.string().regex(/^\+?[0-9 ()-]{5,25}$/)]))
      .transform((text) => text || null),
    consent: z.literal('yes'),
  })
  .refine(
    ({ country, registerCode }) =>
      country !== 'EE' || (registerCode !== null && isEstonianRegisterCode(registerCode)),
    {
      path: ['registerCode'],
    },
  )
  .refine(({ country, vatNumber }) => vatNumber === null || isVatNumber(vatNumber, country), {
    path: ['vatNumber'],
  })
export type ApplicationForm = z.output<typeof applicationForm>

export const applicationStatuses = ['unconfirmed', 'waiting', 'asked', 'approved', 'declined'] as const
/** Staff see an application once its sender has confirmed the address. */
export const shownStatuses = ['waiting', 'asked', 'approved', 'declined'] as const

const heading = {
  id,
  legalName: z.string(),
  country: z.string(),
  contactName: z.string(),
  status: z.enum(shownStatuses),
  createdAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
}
export const applicationList = z.object({ items: z.array(z.object(heading)) }).meta({ id: 'ApplicationList' })

export const applicationShape = z
  .object({
    ...heading,
    version: z.number().int(),
    language,
    registerCode: z.string().nullable(),
    vatNumber: z.string().nullable(),
    address: z.string(),
    website: z.string().nullable(),
    summary: z.string(),
    tierId: id.nullable(),
    contactTitle: z.string().nullable(),
    contactEmail: z.string(),
    contactPhone: z.string().nullable(),
    consentNumber: z.number().int(),
    consentWords: z.string(),
    consentedAt: z.iso.datetime(),
    question: z.string().nullable(),
    reason: z.string().nullable(),
    companyId: id.nullable(),
    similar: z.array(
      z.object({ id, name: z.string(), by: z.enum(['register-code', 'vat-number', 'website', 'name']) }),
    ),
    abilities: z.array(z.enum(['decide'])),
  })
  .meta({ id: 'Application' })

export const questionInput = z.object({ question: line(2_000) })
export const declineInput = z.object({ reason: line(2_000) })
export const approvalInput = z.object({ tierId: id, startsOn: z.iso.date() })
export type ApprovalInput = z.output<typeof approvalInput>

export const admissionSettings = z
  .object({
    takesApplications: z.boolean(),
    consent: words.nullable(),
    consentNumber: z.number().int(),
    /** Where companies apply. */
    address: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'AdmissionSettings' })
export const admissionInput = z
  .object({ takesApplications: z.boolean(), consent: words })
  .meta({ id: 'AdmissionInput' })
export type AdmissionInput = z.output<typeof admissionInput>
