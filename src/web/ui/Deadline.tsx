import { urgency, useFormat } from './format.ts'
import { Tag } from './Tag.tsx'
import type { Tone } from './theme.ts'
import { useText } from './words.ts'

/** A deadline as its day and how far away it is; the nearer, the warmer. */
export function Deadline({ at, now = Date.now() }: { at: string; now?: number }) {
  const t = useText()
  const format = useFormat()
  const nearness = urgency(at, now)
  const hasTime = at.includes('T')
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '2px 8px', alignItems: 'center' }}>
      <time dateTime={at}>{hasTime ? format.dateTime(at) : format.date(at)}</time>
      <Tag tone={tones[nearness]}>{nearness === 'passed' ? t('deadline.passed') : distance()}</Tag>
    </span>
  )

  function distance() {
    if (!hasTime && Date.parse(at) <= now) return t('deadline.today')
    return format.relative(at, now)
  }
}

const tones: Record<ReturnType<typeof urgency>, Tone> = {
  passed: 'plain',
  pressing: 'bad',
  soon: 'warn',
  later: 'plain',
}
