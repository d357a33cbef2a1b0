import { questionOf } from '#domains/opportunities/rules/notice-address.ts'
import type { NoticeAddress } from '#domains/opportunities/schema/saved-search.ts'
import { chosenIn } from '#web/ui/list-search.ts'

/** The list's address as the server asks for it: bands as sums, features as flags, one choice instead of several. */
export function askNotices(search: Record<string, unknown>): Record<string, unknown> {
  const { value: _value, mark: _mark, ...asked } = search
  return { ...asked, ...questionOf(addressOf(search)) }
}

const facets = [
  'state',
  'kind',
  'cpv',
  'country',
  'value',
  'mark',
  'minScore',
  'answer',
  'tag',
  'assigned',
] as const

/** What of the page's address makes up its search: words, filters, order. */
export function addressOf(search: Record<string, unknown>): NoticeAddress {
  const address: NoticeAddress = {}
  for (const facet of facets) {
    const chosen = chosenIn(search, facet)
    if (chosen.length > 0) address[facet] = chosen
  }
  if (typeof search.q === 'string' && search.q !== '') address.q = search.q
  if (typeof search.sort === 'string') address.sort = search.sort
  return address
}
