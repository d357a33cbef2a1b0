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
 * Reads a list's address: `validateSearch: listSearch({ facets: ['country'], sorts: ['name'] })`.
 * Nonsense in an address is left out instead of breaking the page.
 * Written out rather than with zod, which every visitor would then fetch before the first page.
 */
export function listSearch(options: { facets?: string[]; sorts?: string[] } = {}) {
  const { facets = [], sorts = [] } = options
  return (raw: Record<string, unknown>): ListSearch => {
    const read: ListSearch = {
      q: readWord(raw.q, 200),
      sort: sorts.flatMap((sort) => [sort, `-${sort}`]).find((sort) => sort === raw.sort),
      page: readPage(raw.page),
      after: readWord(raw.after, 500),
      columns: readWords(raw.columns),
    }
    for (const facet of facets) read[facet] = readWords(raw[facet])
    return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
  }
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

function readWord(value: unknown, most: number): string | undefined {
  // A word of digits alone may arrive as a number from a link written in code.
  const word = typeof value === 'number' ? String(value) : value
  return typeof word === 'string' && word !== '' && word.length <= most ? word : undefined
}

function readWords(value: unknown): string[] | undefined {
  const words = (Array.isArray(value) ? value : [value]).map((one) => readWord(one, 200))
  const read = words.filter((word) => word !== undefined).slice(0, 200)
  return read.length > 0 ? read : undefined
}

function readPage(value: unknown): number | undefined {
  const page = typeof value === 'string' ? Number(value) : value
  if (typeof page !== 'number' || !Number.isInteger(page)) return undefined
  return page >= 1 && page <= 100_000 ? page : undefined
}
