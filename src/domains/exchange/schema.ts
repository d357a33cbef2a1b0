import * as z from 'zod'
import { listFields, listKinds } from '#values/member-list-fields.ts'

const id = z.uuid()
const instant = z.iso.datetime()
const count = z.number().int().min(0)

export const importStatuses = [
  'reading',
  'columns',
  'checking',
  'checked',
  'committing',
  'committed',
  'undoing',
  'undone',
  'failed',
  'discarded',
] as const
export type ImportStatus = (typeof importStatuses)[number]
export const outcomes = ['new', 'change', 'same', 'doubtful', 'problem', 'left-out'] as const
export type Outcome = (typeof outcomes)[number]
export const itemParts = ['company', 'person', 'product'] as const
export type ItemPart = (typeof itemParts)[number]
export const fieldChoices = ['keep', 'take', 'both'] as const
export type FieldChoice = (typeof fieldChoices)[number]
export const mergeRules = ['take', 'fill', 'both'] as const
export type MergeRule = (typeof mergeRules)[number]
export const verdicts = ['new', 'same-as', 'leave-out'] as const

const fact = z.union([z.string(), z.number(), z.array(z.string())])

export const planInput = z
  .object({
    kind: z.enum(listKinds),
    sheet: z.number().int().min(0).max(49),
    /** The row that names the columns, from 0. */
    headerRow: z.number().int().min(0).max(1_000),
    columns: z.array(z.enum(listFields).nullable()).max(200),
    /** The country of companies that state none. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable(),
    dateOrder: z.enum(['dmy', 'mdy']),
    /** What to do where ours and theirs differ: take theirs, only fill what is empty, or keep both where a field can. */
    rule: z.enum(mergeRules),
    /** Fields that go their own way. */
    fieldRules: z.partialRecord(z.string().max(40), z.enum(fieldChoices)).default({}),
  })
  .meta({ id: 'MemberImportPlan' })
export type PlanInput = z.output<typeof planInput>

/** Asks for the columns of another sheet or header row, before any is chosen. */
export const sheetInput = z
  .object({
    sheet: z.number().int().min(0).max(49),
    headerRow: z.number().int().min(0).max(1_000).nullable(),
    kind: z.enum(listKinds).nullable(),
  })
  .meta({ id: 'MemberImportSheet' })

export const decisionInput = z
  .object({
    verdict: z.enum(verdicts).nullable(),
    /** The record it is the same as; needed for `same-as`. */
    targetId: id.nullable(),
    choices: z.partialRecord(z.string().max(40), z.enum(fieldChoices)).default({}),
  })
  .meta({ id: 'MemberImportDecision' })
export type DecisionInput = z.output<typeof decisionInput>

/** One decision for all doubtful rows. */
export const bulkDecisionInput = z
  .object({ verdict: z.enum(['new', 'same-as', 'leave-out']) })
  .meta({ id: 'MemberImportBulkDecision' })

export const undoInput = z
  .object({ leaveChanged: z.boolean().default(false) })
  .meta({ id: 'MemberImportUndo' })

const importFields = {
  id,
  name: z.string(),
  kind: z.enum(listKinds),
  status: z.enum(importStatuses),
  startedBy: z.string().nullable(),
  startedAt: instant,
  committedAt: instant.nullable(),
  undoneAt: instant.nullable(),
  done: count,
  total: count,
  counts: z.object({ added: count, changed: count }).nullable(),
  version: z.number().int(),
}

export const rowsInTheWay = z.array(
  z.object({ number: count, part: z.enum(itemParts), label: z.string(), targetId: id.nullable() }),
)

export const importShape = z
  .object({
    ...importFields,
    encoding: z.string(),
    sheets: z.array(z.object({ name: z.string(), rows: count })),
    plan: planInput,
    headers: z.array(z.string()),
    samples: z.array(z.array(z.string())),
    /** The columns are as somebody chose them for a list with the same headers. */
    isRemembered: z.boolean(),
    /** How many rows have which outcome; empty before the list was checked. */
    outcomes: z.partialRecord(z.enum(outcomes), count),
    refusal: z.object({ code: z.string(), message: z.string(), rows: rowsInTheWay.default([]) }).nullable(),
    /** Until when it can be taken back. */
    undoUntil: instant.nullable(),
  })
  .meta({ id: 'MemberImport' })

export const importList = z.object({ items: z.array(z.object(importFields)) }).meta({ id: 'MemberImports' })

export const itemQuery = z
  .object({
    outcome: z.enum(outcomes).optional(),
    q: z.string().trim().max(100).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  })
  .meta({ id: 'MemberImportItemQuery' })

export const problemShape = z.object({
  severity: z.enum(['row', 'cell', 'note']),
  code: z.string(),
  column: z.number().int().optional(),
  field: z.string().optional(),
  cell: z.string().optional(),
})

export const candidateShape = z.object({
  id,
  label: z.string(),
  score: z.number(),
  signs: z.array(z.string()),
  against: z.array(z.string()),
  /** The row of this very list it is; null for a record that is here already. */
  row: count.nullable(),
})

export const itemShape = z.object({
  number: count,
  part: z.enum(itemParts),
  outcome: z.enum(outcomes),
  label: z.string(),
  ownerLabel: z.string().nullable(),
  targetId: id.nullable(),
  verdict: z.enum(verdicts).nullable(),
  problems: z.array(problemShape),
  candidates: z.array(candidateShape),
  changes: z.array(
    z.object({
      field: z.string(),
      before: fact.nullable(),
      theirs: fact,
      after: fact.nullable(),
      choice: z.enum(fieldChoices),
      mayBoth: z.boolean(),
    }),
  ),
  facts: z.record(z.string(), fact),
})

export const itemList = z
  .object({ items: z.array(itemShape), total: count, pageSize: count })
  .meta({ id: 'MemberImportItems' })

export const exportQuery = z
  .object({ format: z.enum(['csv', 'xlsx']).default('csv'), language: z.enum(['en', 'et']).default('en') })
  .meta({ id: 'MemberExportQuery' })

/** How a list is read, as it is stored. */
export type StoredPlan = PlanInput & {
  headers: string[]
  samples: string[][]
  isRemembered: boolean
}
