import { Progress, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { isUnderWay } from '#domains/exchange/rules.ts'
import { useFormat } from '#web/ui/format.ts'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { DoneStep } from './DoneStep.tsx'
import { useListHeader } from './list-header.tsx'
import { listQuery } from './list-query.ts'
import { PreviewStep } from './PreviewStep.tsx'
import { listRoute } from './pages.ts'
import type { List } from './shapes.ts'
import { useText } from './text.ts'

/** One list, from its columns over what its rows would change to being taken, and back. */
export function ListPage() {
  const { id } = listRoute.useParams()
  const query = useQuery(listQuery(id))
  if (query.data) return <Step list={query.data} />
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  return <PageSkeleton />
}

function Step({ list }: { list: List }) {
  if (list.status === 'columns' || list.status === 'failed')
    return <ColumnsStep key={`${list.version} ${list.plan.sheet}`} list={list} />
  if (list.status === 'checked') return <PreviewStep list={list} />
  if (isUnderWay(list.status)) return <Working list={list} />
  return <DoneStep list={list} />
}

function Working({ list }: { list: List }) {
  const t = useText()
  const format = useFormat()
  const { received, ...header } = useListHeader(list)
  const values = { done: format.number(list.done), total: format.number(list.total) }
  const says = {
    reading: t('working.reading'),
    checking: t('working.checking', values),
    committing: t('working.committing', values),
    undoing: t('working.undoing', values),
  }
  const said = says[list.status as keyof typeof says]
  const isCounted = list.status !== 'undoing' && list.total > 0
  return (
    <>
      <PageHeader {...header} lead={received} />
      <div role="status">
        <Text mb={6}>{said}</Text>
        <Progress
          value={isCounted ? Math.min(100, (list.done / list.total) * 100) : 100}
          animated
          size="sm"
          aria-label={list.name}
        />
      </div>
      <Text c="dimmed" size="sm" mt="sm">
        {t('working.hint')}
      </Text>
    </>
  )
}
