import { SimpleGrid, Title } from '@mantine/core'
import {
  IconBuildings,
  IconCertificate,
  IconCircleCheck,
  IconFileAlert,
  IconFileText,
  IconSpeakerphone,
  IconTargetArrow,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'
import type * as z from 'zod'
import { reviewScore } from '#domains/opportunities/rules.ts'
import type { overviewAnswer } from '#domains/overview/schema.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { StatTile } from '#web/ui/StatTile.tsx'
import { isCompanyPerson, isOfCluster, type Session } from '#web/ui/session.ts'
import classes from './HomePage.module.css'
import { useText } from './text.ts'

export type Overview = z.output<typeof overviewAnswer>
type HomeTilesProps = { session: Session; counts: Overview }

/** What waits for this person, each with the place where it is done; what is nobody's task here is left out. */
export function NextSteps({ session, counts }: HomeTilesProps) {
  const t = useText()
  const format = useFormat()
  const { hat } = session
  const isOurs = isCompanyPerson(hat.role)
  const steps = [
    {
      name: isOurs ? 'ownMatches' : 'matchesToReview',
      count: counts.matchesToReview ?? 0,
      icon: IconTargetArrow,
      link: isOurs ? ownAnswers : openQuestions,
    },
    {
      name: 'expiringCertificates',
      count: counts.expiringCertificates ?? 0,
      icon: IconCertificate,
      link: { to: '/members' },
    },
    {
      name: 'thinProfiles',
      count: counts.thinProfiles ?? 0,
      icon: IconFileAlert,
      link: { to: '/members', search: { sort: 'completeness' } },
    },
  ] as const
  const waiting = steps.filter(({ count }) => count > 0)
  const isUnfinished = isOurs && counts.completeness !== undefined && counts.completeness < 100

  return (
    <section className={classes.section} aria-labelledby="next">
      <Title order={2} id="next" mb="md">
        {t('home.next')}
      </Title>
      {waiting.length === 0 && !isUnfinished && (
        <div className={classes.panel}>
          <EmptyState icon={IconCircleCheck} title={t('home.allDone')}>
            {t('home.allDoneHint')}
          </EmptyState>
        </div>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {waiting.map(({ name, count, icon, link }) => (
          <StatTile
            key={name}
            icon={icon}
            label={t(`home.${name}`)}
            value={format.number(count)}
            hint={t(`home.${name}Hint`)}
            link={link}
            needsAction
          />
        ))}
        {isUnfinished && (
          <StatTile
            icon={IconFileText}
            label={t('home.completeness')}
            value={format.percent((counts.completeness ?? 0) / 100)}
            hint={t('home.completenessHint')}
            link={`/members/${hat.companyId}`}
            needsAction
          />
        )}
      </SimpleGrid>
    </section>
  )
}

const ownAnswers: LinkProps = { to: '/for-my-company' }
/** Open notices that fit somebody well and that nobody has answered: what `matchesToReview` counts. */
const openQuestions: LinkProps = {
  to: '/opportunities',
  search: { answer: ['none'], minScore: [String(reviewScore)], sort: '-score' },
}

/** Where things stand, each number leading to its list. */
export function AtAGlance({ session, counts }: HomeTilesProps) {
  const t = useText()
  const format = useFormat()
  const facts = [
    { name: 'companies', to: '/members', icon: IconBuildings, isShown: true },
    { name: 'openNotices', to: '/opportunities', icon: IconSpeakerphone, isShown: isOfCluster(session) },
  ] as const
  const known = facts.filter(({ name, isShown }) => isShown && (counts[name] ?? 0) > 0)
  if (known.length === 0) {
    return (
      <div className={classes.panel}>
        <EmptyState icon={IconBuildings} title={t('home.nothingShared')}>
          {t('home.nothingSharedHint')}
        </EmptyState>
      </div>
    )
  }
  return (
    <section className={classes.section} aria-labelledby="overview">
      <Title order={2} id="overview" mb="md">
        {t('home.overview')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {known.map(({ name, to, icon }) => (
          <StatTile
            key={name}
            icon={icon}
            label={t(`home.${name}`)}
            value={format.number(counts[name] ?? 0)}
            link={{ to }}
          />
        ))}
      </SimpleGrid>
    </section>
  )
}
