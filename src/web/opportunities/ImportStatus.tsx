import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import type { Import } from './shapes.ts'
import { useText } from './text.ts'

const tones: Record<Import['status'], Tone> = {
  waiting: 'plain',
  running: 'accent',
  finished: 'good',
  failed: 'bad',
}

/** Where an import stands, as a word. */
export function ImportStatus({ status }: { status: Import['status'] }) {
  const t = useText()
  return <Tag tone={tones[status]}>{t(`import.statuses.${status}`)}</Tag>
}
