import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import type { List } from './shapes.ts'
import { useText } from './text.ts'

const tones: Record<List['status'], Tone> = {
  reading: 'plain',
  columns: 'accent',
  checking: 'plain',
  checked: 'accent',
  committing: 'plain',
  committed: 'good',
  undoing: 'plain',
  undone: 'plain',
  failed: 'bad',
  discarded: 'plain',
}

/** Where a list stands, as a word. */
export function ListStatus({ status }: { status: List['status'] }) {
  const t = useText()
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}
