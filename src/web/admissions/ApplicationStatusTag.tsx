import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import type { Application } from './application-query.ts'
import { useText } from './text.ts'

const tones: Record<Application['status'], Tone> = {
  waiting: 'warn',
  asked: 'accent',
  approved: 'good',
  declined: 'plain',
}

export function ApplicationStatusTag({ status }: { status: Application['status'] }) {
  const t = useText()
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}
