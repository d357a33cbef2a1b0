import { Paper, Text, Title } from '@mantine/core'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { ConfirmCodes } from './ConfirmCodes.tsx'
import { en } from './en.ts'
import { isKnown } from './known-word.ts'
import classes from './NoticePage.module.css'
import { OutwardLink } from './OutwardLink.tsx'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** The quiet facts beside the fits: codes, numbers, law, what belongs together. */
export function NoticeFacts({ notice }: { notice: Notice }) {
  const lacksCodes = notice.cpvFrom === 'predicted' || notice.cpvFrom === 'nowhere'
  const asksForCodes = lacksCodes && notice.abilities.includes('confirm-cpv')
  return (
    <>
      {asksForCodes ? <ConfirmCodes key={notice.version} notice={notice} /> : <Codes notice={notice} />}
      <Related notice={notice} />
      <About notice={notice} />
    </>
  )
}

function Codes({ notice }: { notice: Notice }) {
  const t = useText()
  const isGuess = notice.cpvFrom === 'predicted'
  const codes = isGuess ? notice.predictedCpv.map((one) => one.code) : notice.cpv
  const { labelOf } = useCodeLabels('cpv', codes)
  return (
    <Paper component="section" p="lg" aria-labelledby="codes">
      <Title order={2} size="h3" id="codes" mb="xs">
        {t('page.codes')}
      </Title>
      {codes.length === 0 && <Text c="dimmed">{t('page.noCodes')}</Text>}
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <TextLink to="/opportunities" search={{ cpv: [code] }} className={classes.code}>
              {code}
            </TextLink>{' '}
            {labelOf(code)}
            {code === notice.cpvMain && codes.length > 1 && (
              <span className={classes.quiet}> ({t('page.mainCode')})</span>
            )}
          </li>
        ))}
      </ul>
      {isGuess && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('list.predicted')}
        </Text>
      )}
      {notice.cpvFrom === 'confirmed' && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('page.confirmedCodes')}
        </Text>
      )}
    </Paper>
  )
}

function Related({ notice }: { notice: Notice }) {
  const t = useText()
  const format = useFormat()
  if (notice.related.length === 0) return null
  return (
    <Paper component="section" p="lg" aria-labelledby="related">
      <Title order={2} size="h3" id="related" mb="xs">
        {t('page.related')}
      </Title>
      <ul className={classes.plain}>
        {notice.related.map((one) => (
          <li key={one.id}>
            <TextLink to="/opportunities/$id" params={{ id: one.id }}>
              {one.title}
            </TextLink>
            <span className={classes.under}>
              {[
                t(`page.${one.relation}`),
                t(`kind.${one.kind}`),
                one.publishedOn && format.date(one.publishedOn),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Paper>
  )
}

function About({ notice }: { notice: Notice }) {
  const t = useText()
  const format = useFormat()
  const { nature, legalBasis } = notice
  const [buyer] = notice.buyers
  const facts: [string, string | null][] = [
    [
      t('page.number'),
      notice.entry ? null : (notice.topic?.identifier ?? notice.publicationId ?? notice.key),
    ],
    [t('page.nature'), nature !== null && isKnown(en.nature, nature) ? t(`nature.${nature}`) : nature],
    [
      t('page.legalBasis'),
      legalBasis !== null && isKnown(en.legalBasis, legalBasis) ? t(`legalBasis.${legalBasis}`) : legalBasis,
    ],
    [t('page.published'), notice.publishedOn && format.date(notice.publishedOn)],
    [t('page.imported'), format.date(notice.importedAt)],
    [t('page.procedureId'), notice.procedureId],
  ]
  return (
    <Paper component="section" p="lg" aria-labelledby="about">
      <Title order={2} size="h3" id="about" mb="xs">
        {t('page.facts')}
      </Title>
      <dl className={classes.pairs}>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className={classes.pair}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {buyer?.website && (
        <Text size="sm" mt="sm">
          <OutwardLink href={buyer.website}>{t('page.website')}</OutwardLink>
        </Text>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        {t(`page.source.${notice.source}`)}
      </Text>
    </Paper>
  )
}
