import type { Notice } from './shapes.ts'

/** How the parts of an opportunity are called: a call has no buyer, and a request no tenders. */
export function wordsOf(notice: Pick<Notice, 'kind' | 'topic'>) {
  if (notice.topic) {
    return { deadline: 'call.applyBy', buyer: 'call.funder', about: 'call.about' } as const
  }
  if (notice.kind === 'request') {
    return { deadline: 'entry.field.lastDay', buyer: 'entry.field.asker', about: 'entry.wanted' } as const
  }
  return { deadline: 'page.tenderBy', buyer: 'page.buyer', about: 'page.summary' } as const
}
