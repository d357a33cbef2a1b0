import { useFormat } from '#web/ui/format.ts'
import { ListStatus } from './ListStatus.tsx'
import type { List } from './shapes.ts'
import { useText } from './text.ts'

/** What every step shows above itself. */
export function useListHeader({ name, status, startedAt, startedBy }: List) {
  const t = useText()
  const format = useFormat()
  return {
    title: name,
    back: { label: t('lists.back'), link: { to: '/exchange' } },
    tags: <ListStatus status={status} />,
    received: `${format.dateTime(startedAt)} · ${startedBy ?? t('lists.operator')}`,
  } as const
}
