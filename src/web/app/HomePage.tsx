import { SimpleGrid, Skeleton } from '@mantine/core'
import { IconFileImport, IconSpeakerphone, IconTargetArrow } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { BestForUs, NextDeadlines } from '#web/opportunities/NoticeLines.tsx'
import { get } from '#web/ui/api.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { isCompanyPerson, isOfCluster, isStaff, type Session, useSession } from '#web/ui/session.ts'
import classes from './HomePage.module.css'
import { AtAGlance, NextSteps, type Overview } from './HomeTiles.tsx'
import { useText } from './text.ts'

/** The first page after signing in: what waits for this person, which deadlines come next, where things stand. */
export function HomePage() {
  const session = useSession()
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => get<Overview>('/api/overview', { signal }),
  })
  const isOurs = isCompanyPerson(session.hat.role) && session.hat.companyId !== null
  return (
    <>
      <Greeting session={session} />
      {hasTasks(session) && (
        <Loaded query={overview} skeleton={<TilesSkeleton />}>
          {(counts) => <NextSteps session={session} counts={counts} />}
        </Loaded>
      )}
      {isOfCluster(session) && (
        <div className={classes.lists}>
          {isOurs && <BestForUs />}
          {isOurs && <NextDeadlines isOurs />}
          {!isOurs && <NextDeadlines />}
        </div>
      )}
      {hasTasks(session) && !isOurs && overview.data && (
        <AtAGlance session={session} counts={overview.data} />
      )}
      {!hasTasks(session) && (
        <div className={classes.section}>
          <Loaded query={overview} skeleton={<TilesSkeleton />}>
            {(counts) => <AtAGlance session={session} counts={counts} />}
          </Loaded>
        </div>
      )}
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
          : t(hasTasks(session) ? 'home.leadStaff' : 'home.leadOther', { cluster: clusterName })
      }
      actions={<MainAction session={session} />}
    />
  )
}

/** Auditors, programme officers and guests look; what waits is for others to do. */
function hasTasks({ hat }: Session): boolean {
  return isStaff(hat.role) || isCompanyPerson(hat.role)
}

function MainAction({ session }: { session: Session }) {
  const t = useText()
  if (isCompanyPerson(session.hat.role)) {
    return (
      <ButtonLink to="/for-my-company" leftSection={<IconTargetArrow size={18} aria-hidden />}>
        {t('home.toOurs')}
      </ButtonLink>
    )
  }
  if (session.abilities.includes('notices:import')) {
    return (
      <ButtonLink to="/settings/import" leftSection={<IconFileImport size={18} aria-hidden />}>
        {t('home.toImport')}
      </ButtonLink>
    )
  }
  if (!isOfCluster(session)) return null
  return (
    <ButtonLink to="/opportunities" leftSection={<IconSpeakerphone size={18} aria-hidden />}>
      {t('home.toNotices')}
    </ButtonLink>
  )
}

function TilesSkeleton() {
  return (
    <section className={classes.section} aria-hidden>
      <Skeleton height={28} width={180} mb="md" />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {['one', 'two', 'three'].map((tile) => (
          <Skeleton key={tile} height={126} radius="lg" />
        ))}
      </SimpleGrid>
    </section>
  )
}

function partOfDay(hour: number): 'morning' | 'day' | 'evening' {
  if (hour >= 5 && hour < 11) return 'morning'
  return hour >= 11 && hour < 18 ? 'day' : 'evening'
}
