import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '#web/ui/api.ts'
import { useFormat } from '#web/ui/format.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** How much one has not read, and the way there. */
export function Bell() {
  const t = useText()
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => get<{ unread: number }>('/api/notifications/unread', { signal }),
    refetchInterval: 60_000,
  })
  const unread = data?.unread ?? 0
  const shown = unread >= most ? `${format.number(most - 1)}+` : format.number(unread)
  const label = unread > 0 ? t('bell.unread', { count: unread, shown }) : t('bell.none')
  return (
    <Link to="/notifications" className={classes.bell} aria-label={label} title={label}>
      <IconBell size={20} stroke={1.7} aria-hidden />
      {unread > 0 && (
        <span className={classes.bellCount} aria-hidden>
          {shown}
        </span>
      )}
    </Link>
  )
}

/** The server counts no further. */
const most = 100
