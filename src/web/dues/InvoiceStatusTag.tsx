import type { InvoiceStatus } from '#domains/dues/schema.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { useText } from './text.ts'

const tones: Record<InvoiceStatus, Tone> = {
  draft: 'plain',
  sent: 'accent',
  partly: 'warn',
  overdue: 'bad',
  paid: 'good',
  credited: 'plain',
}

/** Where an invoice stands. */
export function InvoiceStatusTag({ status }: { status: InvoiceStatus }) {
  const t = useText()
  return <Tag tone={tones[status]}>{t(`status.${status}`)}</Tag>
}
