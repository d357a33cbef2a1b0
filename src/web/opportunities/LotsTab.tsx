import { Paper, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { CodeTag } from '#web/ui/CodeTag.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { useDuration } from './duration.ts'
import { Fact } from './Fact.tsx'
import { useMoney } from './money.ts'
import classes from './NoticePage.module.css'
import { usePlaces } from './NoticeStrip.tsx'
import { OutwardLink } from './OutwardLink.tsx'
import { Requirements, requirementsOf } from './Requirements.tsx'
import type { Lot, Notice } from './shapes.ts'
import { useText } from './text.ts'

/** What is bought lot by lot, and what a company must show to win it. */
export function LotsTab({ notice }: { notice: Notice }) {
  const t = useText()
  const { maximumSubmitted, maximumAwarded } = notice.lotLimits
  const [first] = notice.lots
  // Most buyers ask the same of every lot: said once, it is read.
  const isShared = notice.lots.every((lot) => requirementsOf(lot) === requirementsOf(first))
  return (
    <div className={classes.lots}>
      <section aria-labelledby="lots">
        <Title order={2} id="lots" mb="sm">
          {t('lots.title')}
        </Title>
        {maximumSubmitted !== null && <Text>{t('lots.submitMost', { count: maximumSubmitted })}</Text>}
        {maximumAwarded !== null && <Text>{t('lots.awardMost', { count: maximumAwarded })}</Text>}
        {notice.lots.length === 0 && <Text c="dimmed">{t('lots.one')}</Text>}
        <ul className={classes.matches}>
          {notice.lots.map((lot) => (
            <LotCard key={lot.id} lot={lot} notice={notice} isShared={isShared} />
          ))}
        </ul>
      </section>
      {isShared && first && (
        <section aria-labelledby="requirements">
          <Title order={2} id="requirements">
            {t('lots.requirements')}
          </Title>
          {notice.lots.length > 1 && (
            <Text c="dimmed" size="sm" mb="sm">
              {t('lots.requirementsHint')}
            </Text>
          )}
          <Requirements lot={first} />
        </section>
      )}
    </div>
  )
}

type LotCardProps = { lot: Lot; notice: Notice; isShared: boolean }

function LotCard({ lot, notice, isShared }: LotCardProps) {
  const t = useText()
  const money = useMoney()
  const duration = useDuration()(lot.duration)
  const place = usePlaces(lot.places)
  const { labelOf } = useCodeLabels('cpv', lot.cpv)
  // A lot that repeats the whole notice's words says nothing new.
  const saysMore = lot.summary.text !== '' && lot.summary.text !== notice.summary.text
  const deadline = lot.requestDeadline ?? lot.tenderDeadline
  return (
    <Paper component="li" p="lg">
      <Title order={3} lang={lot.title.language ?? undefined}>
        <span className={classes.quiet}>{lotNumber(lot.id, notice.lots.length)}</span>
        {lot.title.text || notice.title}
      </Title>
      {saysMore && (
        <Text lang={lot.summary.language ?? undefined} className={classes.prose} mt={4}>
          {lot.summary.text}
        </Text>
      )}
      <div className={classes.tagLine}>
        {lot.cpv.map((code) => {
          const label = labelOf(code)
          return <CodeTag key={code} code={code} expanded {...(label ? { label } : {})} />
        })}
      </div>
      <dl className={classes.lotFacts}>
        {lot.value && <Fact name={t('lots.value')}>{money(lot.value.cents, lot.value.currency)}</Fact>}
        {lot.frameworkMaximum && (
          <Fact name={t('lots.frameworkMaximum')}>
            {money(lot.frameworkMaximum.cents, lot.frameworkMaximum.currency)}
          </Fact>
        )}
        {deadline && deadline !== notice.deadline && (
          <Fact name={t('lots.deadline')}>
            <Deadline at={deadline} />
          </Fact>
        )}
        {duration && <Fact name={t('lots.duration')}>{duration}</Fact>}
        {place && <Fact name={t('lots.where')}>{place}</Fact>}
        {lot.renewals && (lot.renewals.maximum || lot.renewals.text.text) && (
          <Fact name={t('lots.renewals')} isWide={lot.renewals.text.text !== ''}>
            {lot.renewals.maximum ? t('lots.renewalsMost', { count: lot.renewals.maximum }) : ''}
            {lot.renewals.text.text && <span className={classes.under}>{lot.renewals.text.text}</span>}
          </Fact>
        )}
        {lot.options.text && (
          <Fact name={t('lots.options')} isWide>
            {lot.options.text}
          </Fact>
        )}
        <Programmes lot={lot} />
      </dl>
      <LotLinks lot={lot} notice={notice} />
      {!isShared && (
        <div className={classes.lotNeeds}>
          <Title order={4} mb={6}>
            {t('lots.requirements')}
          </Title>
          <Requirements lot={lot} />
        </div>
      )}
    </Paper>
  )
}

function Programmes({ lot }: { lot: Lot }): ReactNode {
  const t = useText()
  const words = lot.euProgrammes
    .map((one) => [one.code, one.identifier, one.text.text].filter(Boolean).join(' '))
    .filter(Boolean)
  if (words.length === 0) return null
  return (
    <Fact name={t('lots.euProgrammes')} isWide>
      {words.join('; ')}
    </Fact>
  )
}

/** Links of the lot that differ from those of the whole notice, which stand at the top. */
function LotLinks({ lot, notice }: { lot: Lot; notice: Notice }) {
  const t = useText()
  const documents = lot.documentsUrl !== notice.documentsUrl ? lot.documentsUrl : null
  const submission = lot.submissionUrl !== notice.submissionUrl ? lot.submissionUrl : null
  if (!documents && !submission) return null
  return (
    <div className={classes.links}>
      {documents && <OutwardLink href={documents}>{t('lots.documents')}</OutwardLink>}
      {submission && <OutwardLink href={submission}>{t('lots.submission')}</OutwardLink>}
    </div>
  )
}

/** "LOT-0002" as people say it: 2. A notice without lots has one technical lot, which has no number. */
function lotNumber(id: string, lots: number): string {
  const number = id.replace(/^(LOT|PAR|GLO)-0*/, '')
  return lots > 1 && number !== '' ? `${number}. ` : ''
}
