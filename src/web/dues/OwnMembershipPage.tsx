import { NativeSelect, Paper, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useSession } from '#web/ui/session.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { useTiers } from '#web/ui/tiers.ts'
import { BandChoice } from './BandChoice.tsx'
import classes from './Dues.module.css'
import { Figures } from './Figures.tsx'
import { type OwnMembership, ownMembershipQuery } from './own-membership-query.ts'
import { membershipRoute } from './pages.ts'
import { useText } from './text.ts'

/** A company's own side of its membership: what it is, pays, owes, declares, and the figures only it sees. */
export function OwnMembershipPage() {
  const t = useText()
  const { hat } = useSession()
  const search = membershipRoute.useSearch()
  const query = useQuery(ownMembershipQuery(search.year))
  const mayRead = query.data?.abilities.includes('read-invoices')
  return (
    <>
      <PageHeader
        title={t('own.title')}
        lead={t('own.lead', { company: hat.companyName ?? '' })}
        actions={mayRead && <ButtonLink to="/invoices">{t('own.toInvoices')}</ButtonLink>}
      />
      <Loaded query={query}>
        {(own) => (
          <div className={classes.twoSides}>
            <div className={classes.sections}>
              <FeePanel own={own} />
              <Figures own={own} />
            </div>
            <Facts own={own} />
          </div>
        )}
      </Loaded>
    </>
  )
}

function Facts({ own }: { own: OwnMembership }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useTiers()
  const status = statuses.find((one) => one === own.status)
  return (
    <Paper component="section" p="lg" aria-labelledby="membership">
      <Title order={2} size="h3" id="membership" mb="sm">
        {t('own.membership')}
      </Title>
      {status === undefined ? (
        <Text c="dimmed">{t('own.none')}</Text>
      ) : (
        <dl className={classes.pairs}>
          <Fact name={t('own.status')}>
            <Tag tone={status === 'active' ? 'good' : status === 'grace' ? 'warn' : 'plain'}>
              {t(`own.statuses.${status}`)}
            </Tag>
          </Fact>
          <Fact name={t('own.tier')}>{nameOf(own.tierId)}</Fact>
          <Fact name={t('own.since')}>{own.startsOn && format.date(own.startsOn)}</Fact>
          <Fact name={t('own.until')}>{own.endsOn && format.date(own.endsOn)}</Fact>
          <Fact name={t('own.grace')}>{own.graceUntil && format.date(own.graceUntil)}</Fact>
        </dl>
      )}
      {!own.abilities.includes('read-invoices') && (
        <Text size="sm" c="dimmed" mt="md">
          {t('own.noInvoices')}
        </Text>
      )}
    </Paper>
  )
}

const statuses = ['applied', 'approved', 'active', 'grace', 'ended'] as const

function FeePanel({ own }: { own: OwnMembership }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const thisYear = new Date().getFullYear()
  const years = [...new Set([thisYear, thisYear + 1, own.year])].sort()
  const { fee } = own
  const [only] = fee?.bands ?? []
  return (
    <Paper component="section" p="lg" aria-labelledby="fee">
      <div className={classes.head}>
        <Title order={2} size="h3" id="fee">
          {t('own.fee', { year: own.year })}
        </Title>
        <NativeSelect
          aria-label={t('own.year')}
          value={String(own.year)}
          data={years.map(String)}
          onChange={(event) =>
            void navigate({ to: '/membership', search: { year: event.currentTarget.value }, replace: true })
          }
        />
      </div>
      {!fee && <Text c="dimmed">{t('own.noFee')}</Text>}
      {fee?.basis === 'free' && <Text>{t('own.free')}</Text>}
      {fee?.basis === 'flat' && only && (
        <Text>{t('own.flat', { sum: format.money({ cents: only.cents, currency: fee.currency }) })}</Text>
      )}
      {fee && (fee.basis === 'headcount' || fee.basis === 'turnover') && (
        <BandChoice key={`${own.year}-${own.declared?.from}`} own={own} fee={fee} />
      )}
    </Paper>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
