import { Anchor, Paper, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Company } from '#domains/members/schema.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useFormat } from '#web/ui/format.ts'
import { useSession } from '#web/ui/session.ts'
import { useTiers } from '#web/ui/tiers.ts'
import { usePlace } from './CompanyFacts.tsx'
import classes from './CompanyPage.module.css'
import { CompletenessCard } from './CompletenessCard.tsx'
import { worksHere } from './company-query.ts'
import { Highlights } from './Highlights.tsx'
import { InOneLanguage } from './InOneLanguage.tsx'
import { StatusTag } from './StatusTag.tsx'
import { useText } from './text.ts'

/** The first look at a company: what it does, its facts, and what its profile still lacks. */
export function OverviewTab({ company }: { company: Company }) {
  const t = useText()
  const session = useSession()
  const isOurs = company.abilities.includes('edit') || worksHere(session, company.id)
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <section aria-labelledby="summary">
          <Title order={2} id="summary" mb="xs">
            {t('page.summary')}
          </Title>
          <InOneLanguage text={company.summary} nothing={t('page.noSummary')} />
        </section>
        <Highlights company={company} />
        <Exports codes={company.exportCountries} />
      </div>
      <div className={classes.aside}>
        {isOurs && <CompletenessCard company={company} />}
        <Facts company={company} />
        <MembershipFacts company={company} />
      </div>
    </div>
  )
}

function Exports({ codes }: { codes: string[] }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCountryNames()
  const names = codes.map(nameOf).sort(format.compare)
  return (
    <section aria-labelledby="exports">
      <Title order={2} id="exports" mb="xs">
        {t('page.exports')}
      </Title>
      {names.length === 0 ? <Text c="dimmed">{t('page.noExports')}</Text> : <Text>{names.join(', ')}</Text>}
    </section>
  )
}

function Facts({ company }: { company: Company }) {
  const t = useText()
  const format = useFormat()
  const place = usePlace(company)
  return (
    <Panel id="facts" title={t('page.facts')}>
      <Fact name={t('page.place')}>{place}</Fact>
      <Fact name={t('page.size')}>{company.sizeClass && t(`size.${company.sizeClass}`)}</Fact>
      <Fact name={t('page.founded')}>{company.foundedYear}</Fact>
      <Fact name={t('page.address')}>{company.address}</Fact>
      <Fact name={t('page.registerCode')}>{company.registerCode}</Fact>
      <Fact name={t('page.vatNumber')}>{company.vatNumber}</Fact>
      <Fact name={t('page.ncage')}>
        {company.ncage && (
          <>
            {company.ncage} <span className={classes.note}>{t('page.ncageHint')}</span>
          </>
        )}
      </Fact>
      <Fact name={t('page.clearance')}>{t(`clearance.${company.clearance}`)}</Fact>
      {company.abilities.includes('edit') && (
        <Fact name={t('page.visibility')}>{t(`visibility.${company.visibility}`)}</Fact>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        {t('page.updated', { when: format.date(company.updatedAt) })}
      </Text>
    </Panel>
  )
}

function MembershipFacts({ company }: { company: Company }) {
  const { membership } = company
  const t = useText()
  const format = useFormat()
  const { nameOf: tierName } = useTiers()
  if (!membership && !company.abilities.includes('edit-membership')) return null
  if (!membership) {
    return (
      <Panel id="membership" title={t('page.member')}>
        <Text c="dimmed">{t('page.noMembership')}</Text>
        <Anchor
          renderRoot={(props) => <Link to="/members/$id/membership" params={{ id: company.id }} {...props} />}
        >
          {t('page.enterMembership')}
        </Anchor>
      </Panel>
    )
  }
  const day = (iso: string | null) => iso && format.date(iso)
  return (
    <Panel id="membership" title={t('page.member')}>
      <Fact name={t('membershipForm.status')}>
        <StatusTag status={membership.status} />
      </Fact>
      <Fact name={t('page.tier')}>{tierName(membership.tierId)}</Fact>
      <Fact name={t('page.memberSince')}>{day(membership.startsOn)}</Fact>
      <Fact name={t('page.memberUntil')}>{day(membership.endsOn)}</Fact>
      <Fact name={t('page.graceUntil')}>{membership.status === 'grace' && day(membership.graceUntil)}</Fact>
    </Panel>
  )
}

function Panel({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <Paper component="section" p="lg" aria-labelledby={id}>
      <Title order={2} size="h3" id={id} mb="sm">
        {title}
      </Title>
      <div className={classes.pairs}>{children}</div>
    </Paper>
  )
}

/** A fact that is not known takes no room. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div className={classes.pair}>
      <div className={classes.pairName}>{name}</div>
      <div>{children}</div>
    </div>
  )
}
