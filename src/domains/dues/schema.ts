import * as z from 'zod'
import { isIban } from '#values/payment-reference.ts'

const id = z.uuid()
const day = z.iso.date()
const line = (most: number) => z.string().trim().min(1).max(most)
const optionalLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullish()
    .transform((text) => text || null)
/** Money in whole cents: up to a hundred billion, well within what sums exactly. */
const cents = z.number().int().min(0).max(10_000_000_000_000)
const language = z.enum(['en', 'et'])
const currency = z.string().regex(/^[A-Z]{3}$/)
const year = z.number().int().min(1990).max(2200)
const version = z.number().int()

export const renewalRules = ['calendar-year', 'anniversary'] as const
export const feeBases = ['free', 'flat', 'headcount', 'turnover'] as const
export const invoiceStatuses = ['draft', 'sent', 'partly', 'overdue', 'paid', 'credited'] as const
export type InvoiceStatus = (typeof invoiceStatuses)[number]

/** What stands on an invoice about the seller. */
export const sellerInput = z.object({
  name: line(200),
  registerCode: line(40),
  vatNumber: optionalLine(40),
  address: line(300),
  iban: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, '').toUpperCase())
    .refine(isIban),
  bank: optionalLine(100),
  email: z.email().max(254),
})
export type Seller = z.output<typeof sellerInput>

export const settingsInput = z
  .object({
    renewalRule: z.enum(renewalRules),
    reminderDays: z.array(z.number().int().min(0).max(366)).max(10),
    graceDays: z.number().int().min(0).max(366),
    paymentDays: z.number().int().min(0).max(366),
    seller: sellerInput,
  })
  .meta({ id: 'DuesSettingsInput' })
export type SettingsInput = z.output<typeof settingsInput>
export const settingsShape = z
  .object({ ...settingsInput.shape, seller: sellerInput.nullable(), version })
  .meta({ id: 'DuesSettings' })

export const band = z.object({ from: z.number().int().min(0).max(10_000_000_000_000), cents })
export type Band = z.output<typeof band>

/** What a tier costs from a day on. */
export const feeInput = z
  .object({
    tierId: id,
    validFrom: day,
    basis: z.enum(feeBases),
    currency: currency.default('EUR'),
    /** Hundredths of a per cent; null where no VAT is charged. */
    vatRate: z.number().int().min(0).max(5_000).nullable(),
    vatNote: z.partialRecord(language, z.string().trim().max(200)).default({}),
    bands: z.array(band).max(20),
  })
  .refine(({ basis, bands }) => bandsFit(basis, bands), { path: ['bands'] })
  .meta({ id: 'FeeInput' })
export type FeeInput = z.output<typeof feeInput>
export const feeShape = z.object({ id, version, isUsed: z.boolean(), ...feeInput.shape }).meta({ id: 'Fee' })
export const feeList = z.object({ items: z.array(feeShape) }).meta({ id: 'FeeList' })

/** Bands begin at nothing and rise; a flat fee is one band, a free membership has none. */
function bandsFit(basis: (typeof feeBases)[number], bands: readonly Band[]): boolean {
  if (basis === 'free') return bands.length === 0
  if (basis === 'flat' && bands.length !== 1) return false
  return (
    bands.length > 0 &&
    bands.every(({ from }, at) => from > (bands[at - 1]?.from ?? -1)) &&
    bands[0]?.from === 0
  )
}

export const invoiceLine = z.object({
  text: line(300),
  quantity: z.number().int().min(1).max(10_000),
  unitCents: cents,
  vatRate: z.number().int().min(0).max(5_000).nullable(),
  vatNote: optionalLine(200),
  feeId: id.nullish().transform((fee) => fee ?? null),
})
export type InvoiceLine = z.output<typeof invoiceLine>

export const invoiceInput = z
  .object({
    companyId: id,
    language,
    currency: currency.default('EUR'),
    periodFrom: day.nullable(),
    periodTo: day.nullable(),
    lines: z.array(invoiceLine).min(1).max(50),
    note: optionalLine(500),
  })
  .refine((one) => (one.periodFrom === null) === (one.periodTo === null), { path: ['periodTo'] })
  .refine((one) => (one.periodFrom ?? '') <= (one.periodTo ?? ''), { path: ['periodTo'] })
  .meta({ id: 'InvoiceInput' })
export type InvoiceInput = z.output<typeof invoiceInput>

/** What stood about the buyer on the day of issue. */
const buyer = z.object({
  name: z.string(),
  registerCode: z.string().nullable(),
  vatNumber: z.string().nullable(),
  address: z.string(),
  country: z.string(),
})
export type Buyer = z.output<typeof buyer>

const heading = {
  id,
  kind: z.enum(['invoice', 'credit-note']),
  /** `2027-0001`; a draft has none. */
  name: z.string().nullable(),
  companyId: id,
  companyName: z.string(),
  status: z.enum(invoiceStatuses),
  issuedOn: day.nullable(),
  dueOn: day.nullable(),
  currency,
  totalCents: z.number().int(),
  paidCents: z.number().int(),
  sentAt: z.iso.datetime().nullable(),
}
export const invoiceRow = z.object(heading)
export type InvoiceRow = z.output<typeof invoiceRow>
export const invoiceAbilities = ['edit', 'issue', 'send', 'credit', 'pay', 'download'] as const

const many = <T extends z.ZodType>(shape: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : String(value).split(',')),
    z.array(shape).max(50).optional(),
  )

export const invoiceQuery = z.object({
  q: z.string().trim().max(100).optional(),
  status: many(z.enum(invoiceStatuses)),
  year: many(z.coerce.number().int()),
  company: id.optional(),
  sort: z.enum(['issued', '-issued', 'due', '-due', 'total', '-total']).default('-issued'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  format: z.enum(['json', 'csv']).default('json'),
})
export type InvoiceQuery = z.output<typeof invoiceQuery>
const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))
export const invoiceList = z
  .object({
    items: z.array(invoiceRow),
    total: z.number().int(),
    /** What is still owed of everything found. */
    openCents: z.number().int(),
    drafts: z.number().int(),
    facets: z.object({ status: facet, year: facet }),
    abilities: z.array(z.enum(['manage'])),
  })
  .meta({ id: 'InvoiceList' })

export const invoiceShape = z
  .object({
    ...heading,
    version,
    language,
    periodFrom: day.nullable(),
    periodTo: day.nullable(),
    lines: z.array(invoiceLine.extend({ unitCents: z.number().int() })),
    netCents: z.number().int(),
    vatCents: z.number().int(),
    vat: z.array(
      z.object({ rate: z.number().int().nullable(), netCents: z.number().int(), vatCents: z.number().int() }),
    ),
    note: z.string().nullable(),
    reference: z.string().nullable(),
    rfReference: z.string().nullable(),
    seller: sellerInput.nullable(),
    buyer: buyer.nullable(),
    sentTo: z.array(z.string()),
    credits: z.object({ id, name: z.string() }).nullable(),
    creditedBy: z.object({ id, name: z.string() }).nullable(),
    payments: z.array(
      z.object({
        id,
        paidOn: day,
        cents: z.number().int(),
        source: z.enum(['hand', 'statement']),
        payer: z.string().nullable(),
        reversesId: id.nullable(),
        isReversed: z.boolean(),
      }),
    ),
    /** What keeps a draft from being issued. */
    missing: z.array(z.enum(['seller', 'buyer-address', 'contact'])),
    abilities: z.array(z.enum(invoiceAbilities)),
  })
  .meta({ id: 'Invoice' })
export type Invoice = z.output<typeof invoiceShape>

export const issueInput = z.object({ ids: z.array(id).min(1).max(500), send: z.boolean() })
export const issueAnswer = z.object({ issued: z.number().int(), sent: z.number().int() })

export const paymentInput = z.object({
  invoiceId: id,
  paidOn: day,
  cents: cents.min(1),
  payer: optionalLine(200),
  /** Only of a statement: the bank's own name of the entry. */
  bankEntry: optionalLine(200),
})
export const paymentsInput = z.object({ payments: z.array(paymentInput).min(1).max(1_000) })
export type PaymentInput = z.output<typeof paymentInput>
export const paymentsAnswer = z.object({ recorded: z.number().int(), alreadyThere: z.number().int() })

export const statementVerdicts = [
  'match',
  'part',
  'more',
  'already',
  'no-invoice',
  'other-currency',
  'closed',
] as const
export const statementAnswer = z
  .object({
    entries: z.array(
      z.object({
        bankEntry: z.string(),
        paidOn: day,
        cents: z.number().int(),
        currency: z.string(),
        payer: z.string().nullable(),
        reference: z.string().nullable(),
        note: z.string().nullable(),
        verdict: z.enum(statementVerdicts),
        invoice: z
          .object({ id, name: z.string(), companyName: z.string(), openCents: z.number().int() })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'BankStatement' })

export const renewalQuery = z.object({ year: z.coerce.number().int().min(1990).max(2200) })
export const renewalReasons = [
  'no-tier',
  'no-fee',
  'no-band',
  'no-start',
  'already-invoiced',
  'nothing-to-renew',
] as const
export const renewalRow = z.object({
  companyId: id,
  companyName: z.string(),
  tierId: id.nullable(),
  status: z.string(),
  endsOn: day.nullable(),
  graceUntil: day.nullable(),
  periodFrom: day.nullable(),
  periodTo: day.nullable(),
  /** `invoice`: a draft would be made; `renew`: free, the period would be moved on; `none`: see `reason`. */
  action: z.enum(['invoice', 'renew', 'none']),
  reason: z.enum(renewalReasons).nullable(),
  netCents: z.number().int(),
  totalCents: z.number().int(),
  contacts: z.array(z.string()),
  remindedOn: day.nullable(),
})
export type RenewalRow = z.output<typeof renewalRow>
export const renewalList = z
  .object({
    year,
    items: z.array(renewalRow),
    invoices: z.number().int(),
    renewals: z.number().int(),
    netCents: z.number().int(),
    totalCents: z.number().int(),
    currency,
  })
  .meta({ id: 'Renewals' })
/** The companies as previewed: what changed since is left out, never done unseen. */
export const renewInput = z.object({ year, companyIds: z.array(id).min(1).max(500) })
export const renewAnswer = z.object({ invoices: z.number().int(), renewals: z.number().int() })

export const figureInput = z
  .object({
    turnoverCents: cents.nullable(),
    headcount: z.number().int().min(0).max(10_000_000).nullable(),
  })
  .meta({ id: 'FigureInput' })
export type FigureInput = z.output<typeof figureInput>
export const bandInput = z.object({ from: z.number().int().min(0) })

/** A company's own membership: what it pays, owes and has declared. */
export const ownMembership = z
  .object({
    companyId: id,
    tierId: id.nullable(),
    status: z.string().nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    graceUntil: day.nullable(),
    year,
    fee: feeShape.omit({ isUsed: true }).nullable(),
    declared: z.object({ from: z.number().int(), at: z.iso.datetime(), version }).nullable(),
    /** From the figures of the last closed year; null without them. */
    proposedBand: z.number().int().nullable(),
    proposedSize: z.enum(['micro', 'small', 'medium', 'large']).nullable(),
    figures: z.array(
      z.object({
        year,
        turnoverCents: z.number().int().nullable(),
        headcount: z.number().int().nullable(),
        version,
      }),
    ),
    abilities: z.array(z.enum(['declare', 'edit-figures', 'read-invoices'])),
  })
  .meta({ id: 'OwnMembership' })
