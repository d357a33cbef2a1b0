import * as z from 'zod'
import { entryShape } from './schema/entry.ts'
import { consortiumShape, topicShape } from './schema/eu-call.ts'

const id = z.uuid()
const cpvCode = z.string().regex(/^\d{8}$/, 'a CPV code of eight digits')
const instant = z.iso.datetime()
const day = z.iso.date()
const texts = z.record(z.string(), z.string())
const many = <T extends z.ZodType>(shape: T) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : String(value).split(',')),
    z.array(shape).max(50).optional(),
  )
const flag = z.stringbool().optional()
const cents = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional()

export const noticeKinds = [
  'planning',
  'competition',
  'result',
  'modification',
  'registration',
  'other',
  'eu-call',
  'request',
] as const
export const noticeSources = ['file', 'demo', 'by-hand', 'ted'] as const
export const answers = ['interested', 'not-for-us'] as const
/** Why a notice is not for a company. `other` wants a note. */
export const answerReasons = [
  'wrong-field',
  'too-large',
  'too-small',
  'too-late',
  'no-capacity',
  'clearance',
  'country',
  'terms',
  'price',
  'other',
] as const
export const importStatuses = ['waiting', 'running', 'finished', 'failed'] as const

/** One company's answer to one notice, for those who may see it. */
export const answerShape = z
  .object({
    companyId: id,
    companyName: z.string(),
    answer: z.enum(answers),
    reason: z.enum(answerReasons).nullable(),
    note: z.string().nullable(),
    answeredBy: z.string().nullable(),
    isOnBehalf: z.boolean(),
    answeredAt: instant,
    version: z.number().int(),
  })
  .meta({ id: 'NoticeAnswer' })

export const answerInput = z
  .object({
    answer: z.enum(answers),
    reason: z
      .enum(answerReasons)
      .nullish()
      .transform((reason) => reason ?? null),
    note: z
      .string()
      .trim()
      .max(2_000)
      .nullish()
      .transform((note) => note || null),
  })
  .refine((input) => input.answer === 'not-for-us' || input.reason === null, {
    path: ['reason'],
    message: 'a reason belongs to “not for us” only',
  })
  .meta({ id: 'NoticeAnswerInput' })
export type AnswerInput = z.output<typeof answerInput>

export const cpvInput = z
  .object({ cpv: z.array(cpvCode).min(1, 'at least one code').max(30) })
  .meta({ id: 'NoticeCpvInput' })

/** `maybe`: something that decides is not known, of the notice or of the company. */
export const eligibles = ['yes', 'maybe', 'no'] as const

/** Why a company fits: codes and values for the page to word; shares add up to 1 (engines/matching/types.ts). */
export const matchReason = z
  .object({ kind: z.enum(['cpv', 'words', 'meaning', 'buyer', 'country', 'place']), share: z.number() })
  .catchall(z.unknown())
  .meta({ id: 'MatchReason' })

/** One check of whether the company may take part, and what it rests on. */
export const matchCheck = z
  .object({
    check: z.enum(['kind', 'country', 'market', 'clearance', 'deadline', 'value']),
    verdict: z.enum(['ok', 'unknown', 'not']),
    reason: z.string(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'MatchCheck' })

const fit = z.object({
  companyId: id,
  companyName: z.string(),
  score: z.number(),
  eligible: z.enum(eligibles),
})

export const matchShape = z
  .object({
    ...fit.shape,
    companyLogoFileId: id.nullable(),
    why: z.array(matchReason),
    eligibility: z.array(matchCheck),
    answer: answerShape.nullable(),
  })
  .meta({ id: 'NoticeMatch' })

export const noticeSorts = [
  'deadline',
  '-deadline',
  'published',
  '-published',
  'value',
  '-value',
  'score',
  '-score',
  'relevance',
] as const

/** The columns of the list of notices, as its page and its download name them. */
export const noticeColumns = [
  'title',
  'deadline',
  'score',
  'answer',
  'value',
  'buyer',
  'cpv',
  'place',
  'published',
  'number',
] as const

export const noticeQuery = z
  .object({
    q: z.string().trim().max(200).optional(),
    kind: many(z.enum(noticeKinds)),
    /** Open: a newcomer may still take part in some lot. */
    state: z.enum(['open', 'closed', 'all']).default('open'),
    /** The deadline lies within so many days from now. */
    deadlineWithin: z.coerce.number().int().min(0).max(3_650).optional(),
    /** Codes or their beginnings, two to eight digits. */
    cpv: many(z.string().regex(/^\d{2,8}$/)),
    /** The buyer's country. */
    country: many(z.string().regex(/^[A-Z]{2}$/)),
    language: many(z.string().regex(/^[a-z]{2,3}$/)),
    /** In cents, of `currency` only: nothing is converted. */
    valueFrom: cents,
    valueTo: cents,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('EUR'),
    defence: flag,
    euFunded: flag,
    clearance: flag,
    /** 0 to 100, of `forCompany`, else of the best member the caller may see. */
    minScore: z.coerce.number().min(0).max(100).optional(),
    /** Staff look through one company's eyes; company people always see their own. */
    forCompany: id.optional(),
    /** The company's answer, with `none` for not answered yet. */
    answer: many(z.enum([...answers, 'none'])),
    /** Tags the caller sees, of the cluster or the own company. */
    tag: many(z.string().max(40)),
    /** Who prepares it, as the caller's own side has it. */
    assigned: z.enum(['me', 'anyone', 'nobody']).optional(),
    watched: flag,
    sort: z.enum(noticeSorts).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(50),
    format: z.enum(['json', 'csv']).default('json'),
    /** Of a download; all without. */
    columns: many(z.enum(noticeColumns)),
  })
  .meta({ id: 'NoticeQuery' })
export type NoticeQuery = z.output<typeof noticeQuery>

const briefShape = {
  id,
  key: z.string(),
  kind: z.enum(noticeKinds),
  isOpen: z.boolean(),
  title: z.string(),
  /** The language the title is shown in; null when the notice has none. */
  titleLanguage: z.string().nullable(),
  buyer: z.string().nullable(),
  buyerCountry: z.string().nullable(),
  cpvMain: z.string().nullable(),
  publishedOn: day.nullable(),
  tenderDeadline: instant.nullable(),
  requestDeadline: instant.nullable(),
  deadline: instant.nullable(),
  openUntil: instant.nullable(),
  valueCents: z.number().int().nullable(),
  currency: z.string().nullable(),
  isDefence: z.boolean(),
  isEuFunded: z.boolean(),
  needsClearance: z.boolean(),
}

export const noticeRow = z
  .object({
    ...briefShape,
    cpv: z.array(z.string()),
    /** The codes are a guess nobody has confirmed yet. */
    isCpvPredicted: z.boolean(),
    countries: z.array(z.string()),
    languages: z.array(z.string()),
    /** Staff: the three best members. Company people: their own company, when it fits at all. */
    best: z.array(fit),
    /** Of the company the list is looked at for. */
    answer: answerShape.nullable(),
    /** The cluster's tags, and the own company's. */
    tags: z.array(z.string()),
    isWatched: z.boolean(),
    /** Who of the caller's side prepares it. */
    assignedTo: z.string().nullable(),
    /** Staff only; null for others. */
    answerCounts: z.object({ interested: z.number().int(), notForUs: z.number().int() }).nullable(),
  })
  .meta({ id: 'NoticeRow' })

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))

export const noticeList = z
  .object({
    items: z.array(noticeRow),
    total: z.number().int(),
    facets: z.object({
      kind: facet,
      country: facet,
      cpvDivision: facet,
      language: facet,
      /** `week`, `month`, `later`, `none`. */
      deadline: facet,
      /** `defence`, `eu-funded`, `clearance`. */
      mark: facet,
      tag: facet,
    }),
    abilities: z.array(z.enum(['import', 'answer-for-company', 'answer-for-any', 'enter', 'ask'])),
  })
  .meta({ id: 'NoticeList' })

const place = z.object({
  country: z.string().nullable(),
  nuts: z.string().nullable(),
  town: z.string().nullable(),
})
const money = z.object({ cents: z.number().int(), currency: z.string() }).nullable()
const said = z.object({ text: z.string(), language: z.string().nullable() })

export const lotShape = z
  .object({
    id: z.string(),
    title: said,
    summary: said,
    cpvMain: z.string().nullable(),
    cpv: z.array(z.string()),
    nature: z.string().nullable(),
    places: z.array(place),
    value: money,
    frameworkMaximum: money,
    tenderDeadline: instant.nullable(),
    requestDeadline: instant.nullable(),
    requirements: z.array(z.object({ type: z.string().nullable(), name: said, text: said })),
    clearance: z
      .object({ isRequired: z.boolean().nullable(), text: said, latestDate: z.string().nullable() })
      .nullable(),
    groupLegalForm: z.object({ isRequired: z.boolean().nullable(), text: said }).nullable(),
    isEuFunded: z.boolean().nullable(),
    euProgrammes: z.array(
      z.object({ code: z.string().nullable(), identifier: z.string().nullable(), text: said }),
    ),
    duration: z
      .object({
        amount: z.number().nullable(),
        unit: z.enum(['day', 'week', 'month', 'year']).nullable(),
        start: z.string().nullable(),
        end: z.string().nullable(),
        isUnlimited: z.boolean(),
      })
      .nullable(),
    options: said,
    renewals: z.object({ maximum: z.number().nullable(), text: said }).nullable(),
    framework: z.string().nullable(),
    dynamicPurchasing: z.string().nullable(),
    documentsUrl: z.string().nullable(),
    submissionUrl: z.string().nullable(),
  })
  .meta({ id: 'NoticeLot' })

export const awardShape = z
  .object({
    noticeId: id,
    title: said,
    lotIds: z.array(z.string()),
    winners: z.array(z.string()),
    winnerCountries: z.array(z.string()),
    isGroup: z.boolean(),
    valueCents: z.number().int().nullable(),
    currency: z.string().nullable(),
    cpv: z.string().nullable(),
    buyer: z.string().nullable(),
    buyerCountry: z.string().nullable(),
    decidedOn: day.nullable(),
    publishedOn: day.nullable(),
    tendersReceived: z.number().int().nullable(),
    /** What it has in common with the notice: `buyer`, `cpv-class`, `cpv-group`, `words`. */
    shares: z.array(z.enum(['buyer', 'cpv-class', 'cpv-group', 'words'])),
  })
  .meta({ id: 'PastAward' })

export const noticeShape = z
  .object({
    ...briefShape,
    version: z.number().int(),
    format: z.string(),
    source: z.enum(noticeSources),
    subtype: z.string().nullable(),
    publicationId: z.string().nullable(),
    procedureId: z.string().nullable(),
    procedureType: z.string().nullable(),
    legalBasis: z.string().nullable(),
    nature: z.string().nullable(),
    isFramework: z.boolean(),
    isDynamicPurchasing: z.boolean(),
    titles: texts,
    summary: said,
    summaries: texts,
    languages: z.array(z.string()),
    cpv: z.array(z.string()),
    /** Where the codes come from. `predicted` ones stand in `predictedCpv` until staff confirm them. */
    cpvFrom: z.enum(['notice', 'predicted', 'confirmed', 'nowhere']),
    predictedCpv: z.array(z.object({ code: z.string(), score: z.number() })),
    places: z.array(place),
    buyers: z.array(
      z.object({
        name: said,
        country: z.string().nullable(),
        nuts: z.string().nullable(),
        town: z.string().nullable(),
        website: z.string().nullable(),
        activity: z.string().nullable(),
        legalType: z.string().nullable(),
      }),
    ),
    estimatedValue: money,
    frameworkMaximum: money,
    totalAwarded: money,
    lots: z.array(lotShape),
    lotLimits: z.object({ maximumSubmitted: z.number().nullable(), maximumAwarded: z.number().nullable() }),
    change: z.object({ reason: z.string().nullable(), text: said }).nullable(),
    documentsUrl: z.string().nullable(),
    submissionUrl: z.string().nullable(),
    /** Of EU call topics only. */
    topic: topicShape.nullable(),
    consortium: consortiumShape.nullable(),
    /** Of what was entered by hand or asked for only. */
    entry: entryShape.nullable(),
    awards: z.array(awardShape),
    matches: z.array(matchShape),
    /** Answers of companies that are not among `matches`. */
    otherAnswers: z.array(answerShape),
    pastAwards: z.array(awardShape),
    /** Notices this one is about or follows, and those about it. */
    related: z.array(
      z.object({
        id,
        relation: z.enum(['earlier', 'later']),
        kind: z.enum(noticeKinds),
        title: z.string(),
        publishedOn: day.nullable(),
      }),
    ),
    versions: z.array(
      z.object({
        number: z.number().int(),
        key: z.string(),
        dispatchedAt: instant.nullable(),
        publishedOn: day.nullable(),
        storedAt: instant,
      }),
    ),
    importedAt: instant,
    changedAt: instant,
    matchedAt: instant.nullable(),
    history: z.array(
      z.object({
        number: z.number().int(),
        at: instant,
        actorName: z.string().nullable(),
        actorRole: z.string(),
        action: z.string(),
        companyId: z.string().nullable(),
        subject: z.string().nullable(),
      }),
    ),
    abilities: z.array(
      z.enum([
        'answer-for-company',
        'answer-for-any',
        'confirm-cpv',
        'see-matches',
        'set-consortium',
        'edit-entry',
      ]),
    ),
  })
  .meta({ id: 'Notice' })

/** An earlier wording, beside the present one. */
export const noticeVersionShape = z
  .object({
    noticeId: id,
    number: z.number().int(),
    key: z.string(),
    dispatchedAt: instant.nullable(),
    publishedOn: day.nullable(),
    storedAt: instant,
    title: said,
    summary: said,
    /** What differs from the present wording: the field, and both values as the notices state them. */
    differences: z.array(z.object({ field: z.string(), before: z.unknown(), now: z.unknown() })),
  })
  .meta({ id: 'NoticeVersion' })

export const forMyCompany = z
  .object({
    companyId: id,
    open: z.array(z.object({ notice: noticeRow, match: matchShape })),
    answered: z.array(z.object({ notice: noticeRow, match: matchShape.nullable(), answer: answerShape })),
  })
  .meta({ id: 'NoticesForMyCompany' })

export const demandQuery = z
  .object({ by: z.enum(['cpv-division', 'cpv-group', 'cpv-class']).default('cpv-group') })
  .meta({ id: 'NoticeDemandQuery' })

/** How often each code was asked for in the last two years, by notices' main codes. */
export const demandAnswer = z
  .object({
    from: day,
    until: day,
    items: z.array(
      z.object({
        code: z.string(),
        notices: z.number().int(),
        open: z.number().int(),
        defence: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'NoticeDemand' })

const importFields = {
  id,
  name: z.string(),
  source: z.enum(noticeSources),
  status: z.enum(importStatuses),
  startedBy: z.string().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  entriesDone: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
}

export const importShape = z
  .object({
    ...importFields,
    /** The first 1,000 files that were not taken, and why. */
    refusals: z.array(z.object({ name: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'NoticeImport' })

export const importList = z
  .object({ items: z.array(z.object(importFields)), abilities: z.array(z.enum(['import'])) })
  .meta({ id: 'NoticeImports' })
