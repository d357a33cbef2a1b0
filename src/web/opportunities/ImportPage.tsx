import { Paper, Progress, Table, Title } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { sendFile } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import classes from './Import.module.css'
import { ImportCounts } from './ImportCounts.tsx'
import { ImportStatus } from './ImportStatus.tsx'
import { importName } from './import-name.ts'
import { importsQuery, isUnderWay } from './import-query.ts'
import type { Import, Imports } from './shapes.ts'
import { useText } from './text.ts'

const mostBytes = 200_000_000

/** Brings in notices by dragging files here, shows how it goes, and what came in before. */
export function ImportPage() {
  const t = useText()
  const client = useQueryClient()
  const query = useQuery(importsQuery)
  return (
    <>
      <PageHeader title={t('import.title')} lead={t('import.lead')} />
      <div className={classes.sections}>
        <FileDrop
          label={t('import.drop')}
          kinds={['.xml', '.json', '.jsonl', '.gz', '.zip', '.tgz']}
          mostBytes={mostBytes}
          send={(file, idempotencyKey) => sendFile<Import>('/api/notice-imports', file, { idempotencyKey })}
          onSent={() => client.invalidateQueries({ queryKey: importsQuery.queryKey })}
        />
        <Loaded query={query} skeleton={<RowsSkeleton rows={4} />}>
          {(imports) => <Past imports={imports} />}
        </Loaded>
      </div>
    </>
  )
}

function Past({ imports: { items } }: { imports: Imports }) {
  const t = useText()
  const running = items.filter(isUnderWay)
  if (items.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState icon={IconFileImport} title={t('import.empty')}>
          {t('import.emptyHint')}
        </EmptyState>
      </div>
    )
  }
  return (
    <>
      {running.length > 0 && (
        <section aria-labelledby="under-way">
          <Title order={2} id="under-way" mb="sm">
            {t('import.progress')}
          </Title>
          <ul className={classes.running}>
            {running.map((one) => (
              <Running key={one.id} one={one} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="past">
        <Title order={2} id="past" mb="sm">
          {t('import.past')}
        </Title>
        <PastTable items={items} />
      </section>
    </>
  )
}

type ImportLine = Imports['items'][number]

function Running({ one }: { one: ImportLine }) {
  const t = useText()
  return (
    <Paper component="li" p="lg">
      <div className={classes.runningTop} role="status">
        <strong>{importName(t, one)}</strong>
        <span className={classes.quiet}>
          {one.status === 'waiting' ? t('import.waiting') : t('import.running', { count: one.entriesDone })}
        </span>
      </div>
      <Progress value={100} animated size="sm" my="sm" aria-label={importName(t, one)} />
      <ImportCounts counts={one} />
    </Paper>
  )
}

function PastTable({ items }: { items: ImportLine[] }) {
  const t = useText()
  const format = useFormat()
  return (
    <Table.ScrollContainer
      minWidth={640}
      type="native"
      className={classes.frame}
      scrollAreaProps={{ tabIndex: 0, role: 'region', 'aria-label': t('import.past') }}
    >
      <Table verticalSpacing="sm" horizontalSpacing="md" aria-labelledby="past" className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('import.name')}</Table.Th>
            <Table.Th scope="col">{t('import.status')}</Table.Th>
            <Table.Th scope="col">{t('import.started')}</Table.Th>
            {(['added', 'updated', 'unchanged', 'refused'] as const).map((count) => (
              <Table.Th key={count} scope="col" className={classes.number}>
                {t(`import.${count}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className={classes.name}>
                <TextLink to="/settings/import/$id" params={{ id: one.id }}>
                  {importName(t, one)}
                </TextLink>
              </Table.Td>
              <Table.Td>
                <ImportStatus status={one.status} />
              </Table.Td>
              <Table.Td>
                {format.dateTime(one.startedAt)}
                <span className={classes.under}>{one.startedBy ?? t('import.operator')}</span>
              </Table.Td>
              {(['added', 'updated', 'unchanged', 'refused'] as const).map((count) => (
                <Table.Td key={count} className={classes.number} data-nothing={one[count] === 0 || undefined}>
                  {format.number(one[count])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
