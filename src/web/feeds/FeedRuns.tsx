import { Table, Title } from '@mantine/core'
import { IconRss } from '@tabler/icons-react'
import type { FeedRun } from '#domains/feeds/schema.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import classes from './TenderFeed.module.css'
import { useText } from './text.ts'

const counts = ['listed', 'known', 'added', 'updated', 'refused'] as const

type RunsProps = {
  runs: FeedRun[]
  /** Reports of imports are for those who import. */
  mayOpen: boolean
}

/** The newest runs and what they brought; the report tells which notices were refused and why. */
export function PastRuns({ runs, mayOpen }: RunsProps) {
  const t = useText()
  return (
    <section aria-labelledby="runs">
      <Title order={2} id="runs" mb="sm">
        {t('runs')}
      </Title>
      {runs.length === 0 ? (
        <div className={classes.frame}>
          <EmptyState icon={IconRss} title={t('noRuns')}>
            {t('noRunsHint')}
          </EmptyState>
        </div>
      ) : (
        <RunTable runs={runs} mayOpen={mayOpen} />
      )}
    </section>
  )
}

function RunTable({ runs, mayOpen }: RunsProps) {
  const t = useText()
  return (
    <Table.ScrollContainer
      minWidth={720}
      type="native"
      className={classes.frame}
      scrollAreaProps={{ tabIndex: 0, role: 'region', 'aria-label': t('runs') }}
    >
      <Table verticalSpacing="sm" horizontalSpacing="md" aria-labelledby="runs" className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('run.when')}</Table.Th>
            <Table.Th scope="col">{t('run.period')}</Table.Th>
            <Table.Th scope="col">{t('run.state')}</Table.Th>
            {counts.map((count) => (
              <Table.Th key={count} scope="col" className={classes.number}>
                {t(`run.${count}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} mayOpen={mayOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const tones: Record<FeedRun['status'], Tone> = {
  waiting: 'plain',
  running: 'accent',
  finished: 'good',
  failed: 'bad',
  stopped: 'warn',
}

function RunRow({ run, mayOpen }: { run: FeedRun; mayOpen: boolean }) {
  const t = useText()
  const format = useFormat()
  const when = format.dateTime(run.startedAt)
  const short = run.status === 'finished' ? Math.max(0, (run.announced ?? 0) - run.listed) : 0
  return (
    <Table.Tr>
      <Table.Td>
        {run.importId === null || !mayOpen ? (
          when
        ) : (
          <TextLink
            to="/settings/import/$id"
            params={{ id: run.importId }}
            aria-label={t('run.report', { when })}
          >
            {when}
          </TextLink>
        )}
        <span className={classes.under}>
          {t(`run.${run.trigger}`, { name: run.startedBy ?? t('somebody') })}
        </span>
      </Table.Td>
      <Table.Td>
        {t('run.days', { from: format.dayMonth(run.fromDay), until: format.dayMonth(run.untilDay) })}
      </Table.Td>
      <Table.Td>
        <Tag tone={tones[run.status]}>{t(`statuses.${run.status}`)}</Tag>
        {run.failure && <span className={classes.under}>{t(`failure.${run.failure}`)}</span>}
        {short > 0 && <span className={classes.under}>{t('run.short', { count: short })}</span>}
      </Table.Td>
      {counts.map((count) => (
        <Table.Td key={count} className={classes.number} data-nothing={run[count] === 0 || undefined}>
          {format.number(run[count])}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}
