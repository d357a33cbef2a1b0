import { Button, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core'
import { IconBellCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get, put } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { LoadFailure } from '#web/ui/LoadFailure.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Tag } from '#web/ui/Tag.tsx'
import classes from './NotificationsPage.module.css'
import { useText } from './text.ts'

type Told = { id: string; title: string; text: string; link: string; toldAt: string; isRead: boolean }
type Page = { items: Told[]; next: string | null; unread: number }
type Way = 'page' | 'mail' | 'digest' | 'off'
type Choice = { kind: string; name: string; hint: string; way: Way }

/** What happened to the things one follows, newest first, and how one wants to hear of it. */
export function NotificationsPage() {
  const t = useText()
  const told = useInfiniteQuery({
    queryKey: ['notifications', 'list'],
    queryFn: ({ pageParam, signal }) =>
      get<Page>('/api/notifications', { search: { before: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const readAll = useMutation({ mutationFn: () => put('/api/notifications/read', {}) })
  const unread = told.data?.pages[0]?.unread ?? 0
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          unread > 0 && (
            <Button
              leftSection={<IconBellCheck size={18} aria-hidden />}
              loading={readAll.isPending}
              onClick={() => readAll.mutate()}
            >
              {t('markAll')}
            </Button>
          )
        }
      />
      {list()}
      <Choices />
    </>
  )

  function list() {
    if (told.isError) return <LoadFailure error={told.error} onRetry={() => told.refetch()} />
    if (!told.data) return <RowsSkeleton rows={5} height={64} />
    const items = told.data.pages.flatMap((page) => page.items)
    if (items.length === 0) {
      return (
        <Paper>
          <EmptyState
            icon={IconBellCheck}
            title={t('empty')}
            action={<ButtonLink to="/opportunities">{t('toNotices')}</ButtonLink>}
          >
            {t('emptyHint')}
          </EmptyState>
        </Paper>
      )
    }
    return (
      <>
        <ul className={classes.list} aria-label={t('list')}>
          {items.map((one) => (
            <Line key={one.id} told={one} />
          ))}
        </ul>
        {told.hasNextPage && (
          <Button variant="default" loading={told.isFetchingNextPage} onClick={() => told.fetchNextPage()}>
            {t('older')}
          </Button>
        )}
      </>
    )
  }
}

function Line({ told }: { told: Told }) {
  const t = useText()
  const format = useFormat()
  const read = useMutation({ mutationFn: () => put('/api/notifications/read', { ids: [told.id] }) })
  return (
    <li className={classes.line} data-new={!told.isRead || undefined}>
      <span className={classes.mark} aria-hidden />
      <div className={classes.words}>
        <Link to={told.link} className={classes.link} onClick={() => !told.isRead && read.mutate()}>
          {told.title}
        </Link>{' '}
        {!told.isRead && <Tag tone="accent">{t('unread')}</Tag>}
        <div>{told.text}</div>
        <time dateTime={told.toldAt} className={classes.when}>
          {format.dateTime(told.toldAt)}
        </time>
      </div>
    </li>
  )
}

function Choices() {
  const t = useText()
  const query = useQuery({
    queryKey: ['notification-choices'],
    queryFn: ({ signal }) => get<{ items: Choice[] }>('/api/notification-choices', { signal }),
  })
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={3} height={64} />}>
      {({ items }) =>
        items.length > 0 && (
          <Paper component="section" p="lg" mt="xl" aria-labelledby="choices">
            <Title order={2} id="choices">
              {t('choices')}
            </Title>
            <Text size="sm" c="dimmed" mb="md">
              {t('choicesHint')}
            </Text>
            <Stack gap="md">
              {items.map((choice) => (
                <ChoiceLine key={choice.kind} choice={choice} />
              ))}
            </Stack>
          </Paper>
        )
      }
    </Loaded>
  )
}

const ways: readonly Way[] = ['page', 'mail', 'digest', 'off']

function ChoiceLine({ choice }: { choice: Choice }) {
  const t = useText()
  const choose = useMutation({
    mutationFn: (way: string) => put('/api/notification-choices', { kind: choice.kind, way }),
    onSuccess: () => notifyDone(t('saved')),
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(choose.error)
  return (
    <div className={classes.choice}>
      <div>
        <Text fw={560}>{choice.name}</Text>
        <Text size="sm" c="dimmed">
          {choice.hint}
        </Text>
      </div>
      <NativeSelect
        aria-label={choice.name}
        data={ways.map((value) => ({ value, label: t(`way.${value}`) }))}
        value={choose.isPending ? choose.variables : choice.way}
        onChange={(event) => choose.mutate(event.currentTarget.value)}
      />
    </div>
  )
}
