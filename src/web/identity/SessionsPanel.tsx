import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { get, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import classes from './AccountPage.module.css'
import { deviceName } from './device-name.ts'
import { useText } from './text.ts'

type OpenSession = {
  id: string
  createdAt: string
  lastSeenAt: string
  userAgent: string | null
  address: string | null
  current: boolean
}

/** The browsers this account is signed in on, and the way to sign them out. */
export function SessionsPanel() {
  const t = useText()
  const confirm = useConfirm()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => get<{ items: OpenSession[] }>('/api/sessions', { signal }),
  })
  const end = useMutation({
    mutationFn: (path: string) => remove(path),
    onSuccess: () => notifyDone(t('account.signedOut')),
  })

  return (
    <Paper component="section" p="xl" aria-label={t('account.sessions')}>
      <Title order={2}>{t('account.sessions')}</Title>
      <Text c="dimmed" mb="md">
        {t('account.sessionsLead')}
      </Text>
      <Loaded query={sessions} skeleton={<RowsSkeleton rows={2} height={64} />}>
        {({ items }) => (
          <>
            <ul className={classes.sessions}>
              {items.map((session) => (
                <SessionLine
                  key={session.id}
                  session={session}
                  onEnd={() => end.mutate(`/api/sessions/${session.id}`)}
                />
              ))}
            </ul>
            {items.length > 1 && (
              <Group mt="lg">
                <Button variant="default" loading={end.isPending} onClick={endOthers}>
                  {t('account.signOutOthers')}
                </Button>
              </Group>
            )}
          </>
        )}
      </Loaded>
    </Paper>
  )

  async function endOthers() {
    const isSure = await confirm({
      title: t('account.signOutOthers'),
      text: t('account.signOutOthersText'),
      action: t('account.signOutOthers'),
    })
    if (isSure) end.mutate('/api/sessions')
  }
}

function SessionLine({ session, onEnd }: { session: OpenSession; onEnd: () => void }) {
  const t = useText()
  const format = useFormat()
  const { isPhone, name } = deviceName(session.userAgent ?? '')
  const Mark = isPhone ? IconDeviceMobile : IconDeviceDesktop
  const seen = t('account.lastSeen', { when: format.relative(session.lastSeenAt, Date.now()) })
  const since = t('account.signedInAt', { when: format.date(session.createdAt) })
  return (
    <li className={classes.session}>
      <Mark size={24} stroke={1.6} aria-hidden />
      <div className={classes.sessionWords}>
        <Text fw={560}>
          {name || t('account.unknownDevice')}{' '}
          {session.current && <Tag tone="good">{t('account.thisOne')}</Tag>}
        </Text>
        <Text size="sm" c="dimmed">
          {[seen, since, session.address].filter(Boolean).join(' · ')}
        </Text>
      </div>
      {!session.current && (
        <Button variant="subtle" onClick={onEnd}>
          {t('account.signOutOne')}
        </Button>
      )}
    </li>
  )
}
