import type * as z from 'zod'
import { inOwnWords } from './in-own-words.ts'
import { useText } from './text.ts'

/** A shape of this room that complains in the sentences of the page. */
export function useOwnWords<Values>(shape: z.ZodType): z.ZodType<unknown, Values> {
  const t = useText()
  return inOwnWords(shape, (field) => {
    if (field === 'phone') return t('wrong.phone')
    if (field === 'nuts') return t('wrong.nuts')
    if (field === 'ncage') return t('wrong.ncage')
    if (field === 'cpv') return t('wrong.cpv')
    return /country|countries/i.test(field) ? t('wrong.country') : undefined
  })
}
