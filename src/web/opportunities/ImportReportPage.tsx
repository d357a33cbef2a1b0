import { Alert, Progress, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconSpeakerphone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/ui/format.ts'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { en } from './en.ts'
import classes from './Import.module.css'
import { ImportCounts } from './ImportCounts.tsx'
import { ImportStatus } from './ImportStatus.tsx'
import { importName } from './import-name.ts'
import { importQuery, isUnderWay } from './import-query.ts'
import { isKnown } from './known-word.ts'
import { importReportRoute } from './pages.ts'
import type { Import } from './shapes.ts'
import { useText } from './text.ts'

/** How one import went: its counts, and every file it did not take with the reason. */
export function ImportReportPage() {
  const { id } = importReportRoute.useParams()
  const query = useQuery(importQuery(id))
  if (query.data) return <Report report={query.data} />
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  return <PageSkeleton />
}

function Report({ report }: { report: Import }) {
  const t = useText()
  const format = useFormat()
  const isRunning = isUnderWay(report)
  return (
    <>
      <PageHeader
        title={importName(t, report)}
        back={{ label: t('import.back'), link: { to: '/settings/import' } }}
        tags={<ImportStatus status={report.status} />}
        lead={`${format.dateTime(report.startedAt)} · ${report.startedBy ?? t('import.operator')}`}
        actions={
          <ButtonLink
            to="/opportunities"
            variant="default"
            leftSection={<IconSpeakerphone size={18} aria-hidden />}
          >
            {t('import.toNotices')}
          </ButtonLink>
        }
      />
      <div className={classes.sections}>
        {isRunning && (
          <div role="status">
            <Text mb={6}>
              {report.status === 'waiting'
                ? t('import.waiting')
                : t('import.running', { count: report.entriesDone })}
            </Text>
            <Progress value={100} animated size="sm" aria-label={importName(t, report)} />
          </div>
        )}
        {report.status === 'failed' && (
          <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('import.failed')}>
            {t('import.failedHint')}
          </Alert>
        )}
        <ImportCounts counts={report} />
        {!isRunning && report.refused === 0 && <Text c="dimmed">{t('import.refusedNone')}</Text>}
        {report.refusals.length > 0 && <Refusals report={report} />}
      </div>
    </>
  )
}

function Refusals({ report }: { report: Import }) {
  const t = useText()
  const { refusals, refused } = report
  return (
    <section aria-labelledby="refused">
      <Title order={2} id="refused" mb="sm">
        {t('import.refusedTitle')}
      </Title>
      {refused > refusals.length && (
        <Text c="dimmed" mb="sm">
          {t('import.refusedFirst', { count: refusals.length })}
        </Text>
      )}
      <div className={classes.frame}>
        <Table
          verticalSpacing="sm"
          horizontalSpacing="md"
          aria-labelledby="refused"
          className={classes.table}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w="45%">
                {t('import.file')}
              </Table.Th>
              <Table.Th scope="col">{t('import.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {refusals.map(({ name, code, message }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an archive may hold a name twice; the list never moves
              <Table.Tr key={place}>
                <Table.Td className={classes.name}>{name}</Table.Td>
                <Table.Td>{isKnown(en.refusal, code) ? t(`refusal.${code}`) : message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}
