import * as z from 'zod'
import { useFormat } from '#web/ui/format.ts'
import { useLanguage } from '#web/ui/text.ts'
import { useMoney } from './money.ts'
import { useText } from './text.ts'

const amount = z.object({ cents: z.number(), currency: z.string() })
const moment = z.object({ date: z.string(), time: z.string().optional() })
const texts = z.record(z.string().regex(/^[a-z]{2,3}$/), z.string())

/** A value as a notice states it, in words; what is too deep or too long for a line says only that it changed. */
export function useWording(): (value: unknown) => string {
  const t = useText()
  const format = useFormat()
  const language = useLanguage()
  const money = useMoney()

  return (value) => {
    if (value === null || value === undefined || value === '') return t('history.nothing')
    if (typeof value === 'string' || typeof value === 'number') return cut(String(value))
    if (Array.isArray(value)) return list(value)
    const sum = amount.safeParse(value)
    if (sum.success) return money(sum.data.cents, sum.data.currency)
    const when = moment.safeParse(value)
    if (when.success)
      return [format.date(when.data.date), when.data.time?.slice(0, 5)].filter(Boolean).join(' ')
    const words = texts.safeParse(value)
    if (words.success) return cut(words.data[language] ?? words.data.en ?? Object.values(words.data)[0] ?? '')
    return t('history.longer')
  }

  function list(values: unknown[]): string {
    if (values.length === 0) return t('history.nothing')
    const isFlat = values.every((one) => typeof one === 'string' || typeof one === 'number')
    return isFlat ? cut(values.join(', ')) : t('history.longer')
  }
}

const longest = 300

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)} …` : text
}
