import * as z from 'zod'

const id = z.uuid()
const country = z.string().regex(/^[A-Z]{2}$/, 'a country code such as EE')
const cpv = z.string().regex(/^\d{8}$/, 'a CPV code of eight digits')
const line = (most: number) => z.string().trim().min(1).max(most)
const optionalLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .nullish()
    .transform((text) => text || null)
const text = z.partialRecord(z.enum(['en', 'et']), z.string().trim().max(8_000))
const date = z.iso
  .date()
  .nullish()
  .transform((day) => day ?? null)
const codes = (most: number) => z.array(cpv).max(most).default([])

/** http and https only: a link with another scheme never reaches a page. */
export const website = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain })
  .max(300)
  .nullish()
  .transform((url) => url ?? null)

export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const
export const membershipStatuses = ['applied', 'approved', 'active', 'grace', 'ended'] as const
export const clearances = ['unknown', 'none', 'restricted', 'confidential', 'secret', 'top-secret'] as const
export const companyVisibilities = ['public', 'partner-clusters', 'cluster'] as const
export const partVisibilities = ['public', 'partner-clusters', 'cluster', 'company'] as const
export const capabilityLevels = ['claimed', 'delivered', 'certified'] as const
export const controlStatuses = ['unknown', 'none', 'military', 'dual-use'] as const
export const valueBands = ['under-50k', '50k-250k', '250k-1m', '1m-5m', 'over-5m'] as const
export const personRoles = [
  'main-contact',
  'sales',
  'dues',
  'export-control',
  'security',
  'technical',
  'management',
] as const
/** What lists of members hold. */
export const recordKinds = ['company', 'person', 'product'] as const
export type RecordKind = (typeof recordKinds)[number]
/** What a company must have somebody for; letters about the matter go to them. */
export const corporateRoles = ['main-contact', 'dues', 'sales', 'export-control', 'security'] as const
export type CorporateRole = (typeof corporateRoles)[number]
export const partKinds = ['people', 'capabilities', 'products', 'references', 'certificates'] as const
export type PartKind = (typeof partKinds)[number]

/** What a company's own page lets people change. */
export const companyInput = z
  .object({
    legalName: line(200),
    registerCode: optionalLine(40),
    vatNumber: optionalLine(40),
    country,
    address: optionalLine(300),
    nuts: z
      .string()
      .regex(/^[A-Z]{2}[A-Z0-9]{0,3}$/, 'a NUTS code such as EE001')
      .nullish()
      .transform((code) => code ?? null),
    sizeClass: z
      .enum(sizeClasses)
      .nullish()
      .transform((size) => size ?? null),
    foundedYear: z
      .number()
      .int()
      .min(1500)
      .max(2200)
      .nullish()
      .transform((year) => year ?? null),
    website,
    ncage: z
      .string()
      .regex(/^[A-Z0-9]{5}$/, 'five letters and digits')
      .nullish()
      .transform((code) => code ?? null),
    summary: text.default({}),
    exportCountries: z.array(country).max(200).default([]),
    clearance: z.enum(clearances).default('unknown'),
    visibility: z.enum(companyVisibilities).default('cluster'),
  })
  .meta({ id: 'CompanyInput' })
export type CompanyInput = z.output<typeof companyInput>

export const tierKinds = ['full', 'associate', 'research', 'partner'] as const

/** A kind of membership the cluster offers. */
export const tierInput = z
  .object({
    name: z.object({ en: line(60), et: line(60) }),
    kind: z.enum(tierKinds),
    hasVote: z.boolean(),
    isOffered: z.boolean().default(true),
    position: z.number().int().min(0).max(1_000).default(0),
  })
  .meta({ id: 'TierInput' })
export type TierInput = z.output<typeof tierInput>

export const tierShape = z.object({ id, version: z.number().int(), ...tierInput.shape }).meta({ id: 'Tier' })
export const tierList = z
  .object({ items: z.array(tierShape), abilities: z.array(z.enum(['edit-tiers'])) })
  .meta({ id: 'TierList' })

export const membershipInput = z
  .object({
    tierId: id.nullish().transform((tier) => tier ?? null),
    status: z.enum(membershipStatuses),
    appliedOn: date,
    approvedOn: date,
    startsOn: date,
    endsOn: date,
    graceUntil: date,
  })
  .meta({ id: 'MembershipInput' })
export type MembershipInput = z.output<typeof membershipInput>

export const personInput = z
  .object({
    name: line(120),
    jobTitle: optionalLine(120),
    email: z
      .email()
      .max(254)
      .nullish()
      .transform((email) => email?.toLowerCase() ?? null),
    phone: z
      .string()
      .regex(/^\+?[0-9 ()-]{5,25}$/, 'a telephone number')
      .nullish()
      .transform((phone) => phone ?? null),
    language: z.enum(['en', 'et']).default('en'),
    roles: z.array(z.enum(personRoles)).max(7).default([]),
  })
  .meta({ id: 'PersonInput' })

export const capabilityInput = z
  .object({
    name: line(160),
    cpv: codes(20),
    supplyClasses: z
      .array(z.string().regex(/^\d{2}(\d{2})?$/))
      .max(20)
      .default([]),
    terms: z.array(line(60)).max(40).default([]),
    level: z.enum(capabilityLevels).default('claimed'),
    evidence: optionalLine(2_000),
    visibility: z.enum(partVisibilities).default('cluster'),
  })
  .meta({ id: 'CapabilityInput' })

export const standardUse = z.object({
  standard: line(80),
  role: z.enum(['provider', 'consumer', 'both', 'meets']),
  evidence: z.enum(['claimed', 'tested', 'certified']),
})

export const productInput = z
  .object({
    kind: z.enum(['product', 'service']).default('product'),
    name: line(160),
    description: text.default({}),
    readiness: z
      .number()
      .int()
      .min(1)
      .max(9)
      .nullish()
      .transform((level) => level ?? null),
    cpv: codes(20),
    controlStatus: z.enum(controlStatuses).default('unknown'),
    controlCode: optionalLine(20),
    standards: z.array(standardUse).max(40).default([]),
    visibility: z.enum(partVisibilities).default('cluster'),
  })
  .meta({ id: 'ProductInput' })

export const referenceInput = z
  .object({
    title: line(200),
    description: optionalLine(4_000),
    buyerName: line(200),
    buyerCountry: country,
    year: z.number().int().min(1950).max(2200),
    valueBand: z
      .enum(valueBands)
      .nullish()
      .transform((band) => band ?? null),
    cpv: codes(20),
    visibility: z.enum(partVisibilities).default('cluster'),
  })
  .meta({ id: 'ReferenceInput' })

export const certificateInput = z
  .object({
    kind: line(80),
    number: optionalLine(80),
    issuer: optionalLine(160),
    issuedOn: date,
    expiresOn: date,
    visibility: z.enum(partVisibilities).default('cluster'),
  })
  .meta({ id: 'CertificateInput' })

export const partInputs = {
  people: personInput,
  capabilities: capabilityInput,
  products: productInput,
  references: referenceInput,
  certificates: certificateInput,
} as const

const stored = { id, version: z.number().int() }
export const personShape = z.object({ ...stored, ...personInput.shape }).meta({ id: 'Person' })
export const capabilityShape = z.object({ ...stored, ...capabilityInput.shape }).meta({ id: 'Capability' })
export const productShape = z.object({ ...stored, ...productInput.shape }).meta({ id: 'Product' })
export const referenceShape = z.object({ ...stored, ...referenceInput.shape }).meta({ id: 'Reference' })
export const certificateShape = z.object({ ...stored, ...certificateInput.shape }).meta({ id: 'Certificate' })
export const membershipShape = z.object({ ...stored, ...membershipInput.shape }).meta({ id: 'Membership' })

export const missingPart = z.object({ part: z.string(), points: z.number().int() })

/** A company with all its parts, as its page shows it. */
export const companyShape = z
  .object({
    ...stored,
    ...companyInput.shape,
    logoFileId: id.nullable(),
    updatedAt: z.iso.datetime(),
    completeness: z.object({ score: z.number().int(), missing: z.array(missingPart) }),
    membership: membershipShape.nullable(),
    people: z.array(personShape),
    capabilities: z.array(capabilityShape),
    products: z.array(productShape),
    references: z.array(referenceShape),
    certificates: z.array(certificateShape),
    abilities: z.array(z.enum(['edit', 'edit-membership'])),
  })
  .meta({ id: 'Company' })
export type Company = z.output<typeof companyShape>

export const directorySorts = [
  'name',
  '-name',
  'completeness',
  '-completeness',
  'updated',
  '-updated',
] as const

const many = <T extends z.ZodType>(shape: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : String(value).split(',')),
    z.array(shape).max(50).optional(),
  )

/** The columns of the directory, as its page and its download name them. */
export const directoryColumns = [
  'name',
  'country',
  'region',
  'fields',
  'codes',
  'size',
  'status',
  'completeness',
  'products',
  'tier',
  'exports',
  'website',
  'updated',
] as const

export const directoryQuery = z
  .object({
    q: z.string().trim().max(200).optional(),
    cpv: many(z.string().regex(/^\d{2,8}$/)),
    country: many(country),
    size: many(z.enum(sizeClasses)),
    status: many(z.enum(membershipStatuses)),
    certificate: many(z.string().max(80)),
    exportsTo: many(country),
    sort: z.enum(directorySorts).default('name'),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(50),
    format: z.enum(['json', 'csv']).default('json'),
    /** Of a download; all without. */
    columns: many(z.enum(directoryColumns)),
  })
  .meta({ id: 'DirectoryQuery' })
export type DirectoryQuery = z.output<typeof directoryQuery>

export const directoryRow = z.object({
  id,
  legalName: z.string(),
  country: z.string(),
  nuts: z.string().nullable(),
  sizeClass: z.enum(sizeClasses).nullable(),
  status: z.enum(membershipStatuses).nullable(),
  tier: z.object({ en: z.string(), et: z.string() }).nullable(),
  website: z.string().nullable(),
  summary: z.partialRecord(z.enum(['en', 'et']), z.string()),
  cpv: z.array(z.string()),
  products: z.number().int(),
  exportCountries: z.array(z.string()),
  /** Null where the hat does not see all that it counts. */
  completeness: z.number().int().nullable(),
  updatedAt: z.iso.datetime(),
  logoFileId: id.nullable(),
})

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))
export const directoryAnswer = z
  .object({
    items: z.array(directoryRow),
    total: z.number().int(),
    facets: z.object({ country: facet, size: facet, status: facet, certificate: facet, cpvDivision: facet }),
    abilities: z.array(z.enum(['add-company'])),
  })
  .meta({ id: 'Directory' })

export const capabilityMapQuery = z
  .object({ by: z.enum(['cpv-division', 'cpv-group', 'cpv-class', 'supply-group']).default('cpv-group') })
  .meta({ id: 'CapabilityMapQuery' })

/** Capabilities by companies. `strength` 1 claimed, 2 delivered or a ready product, 3 certified. */
export const capabilityMap = z
  .object({
    companies: z.array(z.object({ id, name: z.string() })),
    rows: z.array(
      z.object({
        code: z.string(),
        cells: z.array(
          z.object({ companyId: id, strength: z.number().int().min(1).max(3), names: z.array(z.string()) }),
        ),
      }),
    ),
  })
  .meta({ id: 'CapabilityMap' })

export const historyAnswer = z
  .object({
    items: z.array(
      z.object({
        number: z.number().int(),
        at: z.iso.datetime(),
        actorName: z.string().nullable(),
        actorRole: z.string(),
        action: z.string(),
        changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
        subject: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CompanyHistory' })
