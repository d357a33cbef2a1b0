import * as z from 'zod'

/** The version of the backup's own form. A reader takes its own and every earlier one. */
export const formatVersion = 1

const tableShape = z.object({ name: z.string(), columns: z.array(z.string()).min(1) })

/** The first entry of a backup: what it is, and how to make room for it. */
export const headShape = z.object({
  format: z.literal(formatVersion),
  madeAt: z.iso.datetime(),
  mode: z.enum(['demo', 'staging', 'production']),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(tableShape),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  journals: z.array(z.object({ clusterId: z.uuid(), number: z.number().int(), hash: z.string() })),
  /** Seals second factors and derives the app's login: without it a restored installation is half of one. */
  secret: z.string(),
})
export type Head = z.infer<typeof headShape>
export type TableFacts = z.infer<typeof tableShape>

/** Of any backup, also one of a later form. */
export const anyHead = z.object({ format: z.number().int() })

/** How many rows, and a sum over the hashes of all rows that does not depend on their order. */
const sumShape = z.object({ rows: z.number().int(), sum: z.string().regex(/^[0-9a-f]{64}$/) })
export type RowSum = z.infer<typeof sumShape>

/** The last entry: without it a backup is not whole. */
export const endShape = z.object({
  tables: z.record(z.string(), sumShape),
  files: z.number().int(),
  fileBytes: z.number().int(),
  /** Files the database names and the store did not have. */
  missingFiles: z.array(z.string()),
})
export type End = z.infer<typeof endShape>

/** One line of a list of erasures. */
export const erasureShape = z.object({
  clusterId: z.uuid(),
  kind: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  objectId: z.string().min(1).max(100),
  erasedAt: z.iso.datetime(),
})
export type Erasure = z.infer<typeof erasureShape>
