import { Button, Drawer, Table, Text } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { get } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { LoadFailure } from '#web/ui/LoadFailure.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import classes from './MailPage.module.css'
import { MailReader } from './MailReader.tsx'
import type { MailHeading } from './mail-shapes.ts'
import { mailRoute } from './pages.ts'
import { useText } from './text.ts'

/** Every message Talgud has sent or would send, and what it looks like. */
export function MailPage() {
  const t = useText()
  const navigate = useNavigate()
  const { mail } = mailRoute.useSearch()
  const mails = useInfiniteQuery({
    queryKey: ['mail'],
    queryFn: ({ pageParam, signal }) =>
      get<{ items: MailHeading[]; next?: string | null }>('/api/mail', {
        search: { before: pageParam },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return (
    <>
      <PageHeader title={t('mail.title')} lead={t('mail.lead')} />
      {list()}
      <Drawer
        opened={mail !== undefined}
        onClose={() => void navigate({ to: '/settings/mail', search: {} })}
        position="right"
        size="xl"
        title={t('mail.title')}
        closeButtonProps={{ 'aria-label': t('people.close') }}
      >
        {mail && <MailReader id={mail} />}
      </Drawer>
    </>
  )

  function list() {
    if (mails.isError) return <LoadFailure error={mails.error} onRetry={() => mails.refetch()} />
    if (!mails.data) return <RowsSkeleton rows={8} />
    const items = mails.data.pages.flatMap((page) => page.items)
    if (items.length === 0) return <NoMail />
    return (
      <>
        <MailTable items={items} />
        {mails.hasNextPage && (
          <Button
            variant="default"
            mt="lg"
            loading={mails.isFetchingNextPage}
            onClick={() => mails.fetchNextPage()}
          >
            {t('mail.more')}
          </Button>
        )}
      </>
    )
  }
}

function MailTable({ items }: { items: MailHeading[] }) {
  const t = useText()
  const format = useFormat()
  return (
    <div className={classes.frame}>
      <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={t('mail.list')}>
        <Table.Thead className={classes.head}>
          <Table.Tr>
            <Table.Th>{t('mail.subject')}</Table.Th>
            <Table.Th>{t('mail.to')}</Table.Th>
            <Table.Th>{t('mail.at')}</Table.Th>
            <Table.Th>{t('mail.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ id, subject, recipient, createdAt, status }) => (
            <Table.Tr key={id} className={classes.line}>
              <Table.Td className={classes.subject}>
                <Link to="/settings/mail" search={{ mail: id }} className={classes.link}>
                  {subject}
                </Link>
              </Table.Td>
              <Table.Td>{recipient}</Table.Td>
              <Table.Td className={classes.when}>{format.dateTime(createdAt)}</Table.Td>
              <Table.Td>
                <Tag tone={tones[status]}>{t(`mail.${status}`)}</Tag>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function NoMail() {
  const t = useText()
  return (
    <EmptyState icon={IconMailOff} title={t('mail.empty')}>
      <Text>{t('mail.emptyHint')}</Text>
    </EmptyState>
  )
}

const tones: Record<MailHeading['status'], Tone> = {
  waiting: 'accent',
  sent: 'good',
  kept: 'plain',
  failed: 'bad',
}
