import * as z from 'zod'

/** What a list's address may hold, besides one list of chosen values for each of its facets. */
export type ListSearch = {
  q?: string
  /** A column's id, with a minus for descending. */
  sort?: string
  page?: number
  /** Where to go on in a list too long to count. */
  after?: string
  /** Columns switched on or off against their standard: `+vat`, `-city`. */
  columns?: string[]
  [facet: string]: unknown
}

/**
 * The shape of a list's address: `validateSearch: listSearch({ facets: ['country'], sorts: ['name'] })`.
 * Nonsense in an address is left out instead of breaking the page.
 */
export function listSearch(options: { facets?: string[]; sorts?: string[] } = {}) {
  const shape: Record<string, z.ZodType> = {
    q: z.string().max(200).optional().catch(undefined),
    sort: z
      .enum(bothWays(options.sorts ?? []))
      .optional()
      .catch(undefined),
    page: z.coerce.number().int().min(1).max(100_000).optional().catch(undefined),
    after: z.string().max(500).optional().catch(undefined),
    columns: severalWords,
  }
  for (const facet of options.facets ?? []) shape[facet] = severalWords
  const schema = z.object(shape)
  return (raw: Record<string, unknown>): ListSearch => schema.parse(raw)
}

/** The search to send to the server: everything but what only the page cares about. */
export function serverSearch(search: ListSearch, pageSize: number): Record<string, unknown> {
  const { columns: _columns, ...sent } = search
  return { ...sent, pageSize }
}

/** The chosen values of a facet. */
export function chosenIn(search: ListSearch, facet: string): string[] {
  const value = search[facet]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

const severalWords = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string().max(200)).max(200).optional(),
  )
  .catch(undefined)

function bothWays(sorts: string[]): string[] {
  return sorts.flatMap((sort) => [sort, `-${sort}`])
}
