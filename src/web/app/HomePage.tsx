import { Button, SimpleGrid, Skeleton, Title } from '@mantine/core'
import {
  IconBuildingStore,
  IconBuildings,
  IconCertificate,
  IconCircleCheck,
  IconFileAlert,
  IconSpeakerphone,
  IconTargetArrow,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { ScoreBar } from '#web/ui/Score.tsx'
import { StatTile } from '#web/ui/StatTile.tsx'
import { isCompanyPerson, type Session, useSession } from '#web/ui/session.ts'
import classes from './HomePage.module.css'
import { useText } from './text.ts'

/** Counts that may be missing: the server leaves out what a hat may not see. */
type Overview = {
  companies?: number
  openNotices?: number
  matchesToReview?: number
  expiringCertificates?: number
  thinProfiles?: number
  /** How full the own company's profile is, 0 to 100. */
  completeness?: number
}

/** The first page after signing in: what waits for this person, then where things stand. */
export function HomePage() {
  const session = useSession()
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => get<Overview>('/api/overview', { signal }),
  })
  return (
    <>
      <Greeting session={session} />
      <Loaded query={overview} skeleton={<TilesSkeleton />}>
        {(counts) => (
          <>
            <NextSteps counts={counts} />
            {isCompanyPerson(session.hat.role) ? (
              <ForCompany session={session} counts={counts} />
            ) : (
              <ClusterAtAGlance counts={counts} />
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function Greeting({ session }: { session: Session }) {
  const t = useText()
  const firstName = session.account.name.split(' ')[0] ?? session.account.name
  const { companyName, clusterName } = session.hat
  return (
    <PageHeader
      title={t(`home.${partOfDay(new Date().getHours())}`, { name: firstName })}
      lead={
        companyName
          ? t('home.leadCompany', { company: companyName })
          : t('home.leadStaff', { cluster: clusterName })
      }
      actions={
        <Button component={Link} to="/opportunities" leftSection={<IconSpeakerphone size={18} aria-hidden />}>
          {t('home.toNotices')}
        </Button>
      }
    />
  )
}

function NextSteps({ counts }: { counts: Overview }) {
  const t = useText()
  const format = useFormat()
  const steps = [
    { name: 'matchesToReview', to: '/opportunities/matches', icon: IconTargetArrow },
    { name: 'expiringCertificates', to: '/members', icon: IconCertificate },
    { name: 'thinProfiles', to: '/members', icon: IconFileAlert },
  ] as const
  const waiting = steps.filter(({ name }) => (counts[name] ?? 0) > 0)

  return (
    <section className={classes.section} aria-labelledby="next">
      <Title order={2} id="next" mb="md">
        {t('home.next')}
      </Title>
      {waiting.length === 0 && (
        <div className={classes.panel}>
          <EmptyState icon={IconCircleCheck} title={t('home.allDone')}>
            {t('home.allDoneHint')}
          </EmptyState>
        </div>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {waiting.map(({ name, to, icon }) => (
          <StatTile
            key={name}
            icon={icon}
            label={t(`home.${name}`)}
            value={format.number(counts[name] ?? 0)}
            hint={t(`home.${name}Hint`)}
            link={to}
            needsAction
          />
        ))}
      </SimpleGrid>
    </section>
  )
}

function ClusterAtAGlance({ counts }: { counts: Overview }) {
  const t = useText()
  const format = useFormat()
  const facts = [
    { name: 'companies', to: '/members', icon: IconBuildings },
    { name: 'openNotices', to: '/opportunities', icon: IconSpeakerphone },
  ] as const
  const known = facts.filter(({ name }) => counts[name] !== undefined)
  if (known.length === 0) return null
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
            link={to}
          />
        ))}
      </SimpleGrid>
    </section>
  )
}

function ForCompany({ session, counts }: { session: Session; counts: Overview }) {
  const t = useText()
  const format = useFormat()
  const doors = [
    { to: `/members/${session.hat.companyId}`, name: 'toOwnCompany', icon: IconBuildingStore },
    { to: '/opportunities/matches', name: 'toMatches', icon: IconTargetArrow },
    { to: '/opportunities', name: 'toNotices', icon: IconSpeakerphone },
  ] as const
  return (
    <section className={classes.section} aria-labelledby="company">
      <Title order={2} id="company" mb="md">
        {t('home.forCompany')}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {doors.map(({ to, name, icon: Mark }) => (
          <Link key={to} to={to as string} className={classes.door}>
            <Mark size={22} stroke={1.7} aria-hidden />
            <span className={classes.doorName}>{t(`home.${name}`)}</span>
            <span className={classes.doorHint}>{t(`home.${name}Hint`)}</span>
            {name === 'toOwnCompany' && counts.completeness !== undefined && (
              <ScoreBar
                label={t('home.completeness')}
                share={counts.completeness / 100}
                value={format.percent(counts.completeness / 100)}
              />
            )}
          </Link>
        ))}
      </SimpleGrid>
    </section>
  )
}

function TilesSkeleton() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt={47}>
      {['one', 'two', 'three'].map((tile) => (
        <Skeleton key={tile} height={126} radius="lg" />
      ))}
    </SimpleGrid>
  )
}

function partOfDay(hour: number): 'morning' | 'day' | 'evening' {
  if (hour >= 5 && hour < 11) return 'morning'
  return hour >= 11 && hour < 18 ? 'day' : 'evening'
}
