/** What stands after the question mark: a word, or several under the same name. */
export type UrlSearch = Record<string, string | string[]>

/** Reads `?country=EE&country=LV&page=2` into plain strings; pages turn them into their own shapes with zod. */
export function parseSearch(text: string): UrlSearch {
  const search = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search.get(name)
    if (before === undefined) search.set(name, value)
    else search.set(name, Array.isArray(before) ? [...before, value] : [before, value])
  }
  return Object.fromEntries(search)
}

/** Writes a search back with repeated names, leaving out what is empty, so addresses stay short and shareable. */
export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one))
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
