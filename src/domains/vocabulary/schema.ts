import * as z from 'zod'

export const codeShape = z
  .object({ code: z.string(), parent: z.string().nullable(), label: z.string().nullable() })
  .meta({ id: 'Code' })

export const codesQuery = z.object({
  /** A code or its start, or words of its label in any language. */
  q: z.string().trim().max(100).optional(),
  /** Exactly these codes, comma separated. */
  codes: z.string().max(4_000).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .default('en'),
  limit: z.coerce.number().int().min(1).max(200).default(30),
})
export type CodesQuery = z.output<typeof codesQuery>

export const codesAnswer = z.object({ items: z.array(codeShape) }).meta({ id: 'Codes' })

export const listName = z.string().regex(/^[a-z0-9-]{2,60}$/)

export const codeListsAnswer = z
  .object({
    items: z.array(z.object({ list: z.string(), codes: z.number().int(), languages: z.array(z.string()) })),
    abilities: z.array(z.enum(['import'])),
  })
  .meta({ id: 'CodeLists' })

export const codeListImport = z
  .object({
    /** One entry for every file that was sent, or was found in the archive that was sent. */
    files: z.array(
      z.object({
        name: z.string(),
        lists: z.array(z.object({ list: z.string(), codes: z.number().int() })),
        refused: z
          .object({
            code: z.string(),
            message: z.string(),
            data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'CodeListImport' })
export type CodeListImport = z.output<typeof codeListImport>

export type CodeRow = { code: string; parent?: string | null; labels: Record<string, string> }
