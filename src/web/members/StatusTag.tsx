import type { membershipStatuses } from '#domains/members/schema.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { useText } from './text.ts'

type Status = (typeof membershipStatuses)[number]

/** Where a membership stands, as a word. */
export function StatusTag({ status }: { status: Status }) {
  const t = useText()
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}

const tones: Record<Status, Tone> = {
  applied: 'accent',
  approved: 'accent',
  active: 'good',
  grace: 'warn',
  ended: 'plain',
}
