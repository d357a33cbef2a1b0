import { Button, Group, Pagination, Text } from '@mantine/core'
import classes from './DataList.module.css'
import type { ListAnswer, SearchChange } from './data-model.ts'
import { useFormat } from './format.ts'
import type { ListSearch } from './list-search.ts'
import { useText } from './words.ts'

type DataPagesProps = {
  answer: ListAnswer<unknown>
  search: ListSearch
  pageSize: number
  change: SearchChange
}

/** Below a list: how much there is and the way on. */
export function DataPages({ answer, search, pageSize, change }: DataPagesProps) {
  if (answer.total !== undefined)
    return <Numbered total={answer.total} search={search} pageSize={pageSize} change={change} />
  return <Onward answer={answer} search={search} change={change} />
}

function Numbered({ total, search, pageSize, change }: Omit<DataPagesProps, 'answer'> & { total: number }) {
  const t = useText()
  const format = useFormat()
  const pages = Math.ceil(total / pageSize)
  const page = search.page ?? 1
  const from = (page - 1) * pageSize + 1
  const to = Math.min(total, page * pageSize)
  return (
    <div className={classes.pages}>
      <Text c="dimmed" size="sm" role="status">
        {pages > 1
          ? t('list.range', { from: format.number(from), to: format.number(to), total: format.number(total) })
          : t('list.found', { count: total })}
      </Text>
      {pages > 1 && (
        <nav aria-label={t('list.pages')}>
          <Pagination
            total={pages}
            value={page}
            siblings={1}
            onChange={(next) =>
              change({ page: next === 1 ? undefined : next }, { keepPage: true, replace: false })
            }
            getItemProps={(number) => ({ 'aria-label': t('list.page', { page: number }) })}
            getControlProps={(control) => ({
              'aria-label': t(control === 'next' ? 'list.next' : 'list.previous'),
            })}
          />
        </nav>
      )}
    </div>
  )
}

function Onward({ answer, search, change }: Omit<DataPagesProps, 'pageSize'>) {
  const t = useText()
  const { next } = answer
  if (!next && !search.after) return null
  return (
    <Group justify="center" mt="lg" gap="xs">
      {search.after && (
        <Button variant="default" onClick={() => history.back()}>
          {t('list.previous')}
        </Button>
      )}
      {next && (
        <Button variant="default" onClick={() => change({ after: next }, { keepPage: true, replace: false })}>
          {t('list.next')}
        </Button>
      )}
    </Group>
  )
}
