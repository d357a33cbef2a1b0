import { Button, Table, Text, Title } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { listKinds } from '#values/member-list-fields.ts'
import { sendFile, withSearch } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useLanguage } from '#web/ui/text.ts'
import classes from './Exchange.module.css'
import { ListStatus } from './ListStatus.tsx'
import { listsQuery } from './list-query.ts'
import type { List, Lists } from './shapes.ts'
import { useText } from './text.ts'

const mostBytes = 30_000_000

/** Brings lists of members in by dropping a file, takes them out, and shows what came before. */
export function ListsPage() {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const query = useQuery(listsQuery)
  return (
    <>
      <PageHeader title={t('lists.title')} lead={t('lists.lead')} />
      <div className={classes.sections}>
        <div>
          <FileDrop
            label={t('lists.drop')}
            kinds={['.xlsx', '.csv', '.tsv', '.txt']}
            mostBytes={mostBytes}
            hasMany={false}
            send={(file, idempotencyKey) => sendFile<List>('/api/member-imports', file, { idempotencyKey })}
            onSent={async (list) => {
              await client.invalidateQueries({ queryKey: listsQuery.queryKey })
              await navigate({ to: '/exchange/$id', params: { id: list.id } })
            }}
          />
          <Text size="sm" c="dimmed" mt="xs">
            {t('lists.dropHint')}
          </Text>
        </div>
        <TakeOut />
        <Loaded query={query} skeleton={<RowsSkeleton rows={4} />}>
          {(lists) => <Past lists={lists} />}
        </Loaded>
      </div>
    </>
  )
}

function TakeOut() {
  const t = useText()
  const language = useLanguage()
  return (
    <section aria-labelledby="take-out">
      <Title order={2} id="take-out">
        {t('lists.out')}
      </Title>
      <Text c="dimmed" mb="sm">
        {t('lists.outHint')}
      </Text>
      <ul className={classes.downloads}>
        {listKinds.map((kind) => (
          <li key={kind}>
            <span>{t(`kind.${kind}`)}</span>
            {(['xlsx', 'csv'] as const).map((format) => (
              <Button
                key={format}
                component="a"
                variant="default"
                size="sm"
                href={withSearch(`/api/member-exports/${kind}`, { format, language })}
                download
                aria-label={t(format === 'xlsx' ? 'lists.asXlsx' : 'lists.asCsv', {
                  what: t(`kind.${kind}`),
                })}
                leftSection={<IconDownload size={16} aria-hidden />}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Past({ lists: { items } }: { lists: Lists }) {
  const t = useText()
  const format = useFormat()
  if (items.length === 0) {
    return (
      <div className={classes.frame}>
        <EmptyState icon={IconFileSpreadsheet} title={t('lists.empty')}>
          {t('lists.emptyHint')}
        </EmptyState>
      </div>
    )
  }
  return (
    <section aria-labelledby="past">
      <Title order={2} id="past" mb="sm">
        {t('lists.past')}
      </Title>
      <Table.ScrollContainer
        minWidth={640}
        type="native"
        className={classes.frame}
        scrollAreaProps={{ tabIndex: 0, role: 'region', 'aria-label': t('lists.past') }}
      >
        <Table verticalSpacing="sm" horizontalSpacing="md" aria-labelledby="past" className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              {(['name', 'kind', 'status', 'started'] as const).map((column) => (
                <Table.Th key={column} scope="col">
                  {t(`lists.${column}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col" className={classes.number}>
                {t('lists.added')}
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {t('lists.changed')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td className={classes.name}>
                  <TextLink to="/exchange/$id" params={{ id: one.id }}>
                    {one.name}
                  </TextLink>
                </Table.Td>
                <Table.Td>{t(`kind.${one.kind}`)}</Table.Td>
                <Table.Td>
                  <ListStatus status={one.status} />
                </Table.Td>
                <Table.Td>
                  {format.dateTime(one.startedAt)}
                  <span className={classes.under}>{one.startedBy ?? t('lists.operator')}</span>
                </Table.Td>
                <Table.Td className={classes.number}>
                  {one.counts ? format.number(one.counts.added) : '–'}
                </Table.Td>
                <Table.Td className={classes.number}>
                  {one.counts ? format.number(one.counts.changed) : '–'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  )
}
