import { Paper, Text, Title } from '@mantine/core'
import { Fragment } from 'react'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { useMoney } from './money.ts'
import classes from './NoticePage.module.css'
import type { Award, Notice } from './shapes.ts'
import { useText } from './text.ts'

/** Who won, where the notice itself is an award. */
export function AwardList({ notice }: { notice: Notice }) {
  const t = useText()
  return (
    <section aria-labelledby="won">
      <Title order={2} id="won" mb="sm">
        {t('awards.own')}
      </Title>
      {notice.awards.length === 0 && <Text c="dimmed">{t('awards.ownNone')}</Text>}
      <ul className={classes.matches}>
        {notice.awards.map((award, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: awards of one notice have no name of their own and never move
          <AwardCard key={place} award={award} isOwn />
        ))}
      </ul>
    </section>
  )
}

/** One contract: what, for whom, who won it and for how much. */
export function AwardCard({ award, isOwn }: { award: Award; isOwn?: boolean }) {
  const t = useText()
  const format = useFormat()
  const money = useMoney()
  const { nameOf } = useCountryNames()
  const title = award.title.text
  const when = award.decidedOn
    ? t('awards.decided', { date: format.date(award.decidedOn) })
    : award.publishedOn && t('awards.published', { date: format.date(award.publishedOn) })
  const facts = [
    !isOwn && award.buyerCountry && nameOf(award.buyerCountry),
    when,
    award.tendersReceived !== null && t('awards.tenders', { count: award.tendersReceived }),
  ].filter(Boolean)
  return (
    <Paper component="li" p="lg">
      <div className={classes.awardTop}>
        <Title order={3} lang={award.title.language ?? undefined}>
          {isOwn ? (
            title
          ) : (
            <TextLink to="/opportunities/$id" params={{ id: award.noticeId }}>
              {title}
            </TextLink>
          )}
        </Title>
        {award.valueCents !== null && <strong>{money(award.valueCents, award.currency)}</strong>}
      </div>
      <Text size="sm" c="dimmed">
        {!isOwn && award.buyer !== null && (
          <>
            <TextLink to="/award-history" search={{ buyer: award.buyer }}>
              {award.buyer}
            </TextLink>
            {facts.length > 0 && ' · '}
          </>
        )}
        {facts.join(' · ')}
      </Text>
      <Winners award={award} />
      {award.shares.length > 0 && (
        <div className={classes.tagLine}>
          {award.shares.map((share) => (
            <Tag key={share}>{t(`awards.shares.${share}`)}</Tag>
          ))}
        </div>
      )}
    </Paper>
  )
}

/** A group is named with its leader first, where the notice says who leads. */
function Winners({ award }: { award: Award }) {
  const t = useText()
  const { nameOf } = useCountryNames()
  const { leader, winners } = award
  const isGroup = award.isGroup || winners.length > 1
  const others = winners.filter((name) => name !== leader)
  const country = award.winnerCountries.map(nameOf).join(', ')
  return (
    <p className={classes.winners}>
      <span className={classes.quiet}>{t(isGroup ? 'awards.group' : 'awards.winner')}:</span>{' '}
      {isGroup && leader && (
        <>
          <strong>
            <WinnerLink name={leader} />
          </strong>{' '}
          ({t('awards.leader')}){others.length > 0 && ', '}
        </>
      )}
      {(isGroup && leader ? others : winners).map((name, place) => (
        <Fragment key={name}>
          {place > 0 && ', '}
          {isGroup ? (
            <WinnerLink name={name} />
          ) : (
            <strong>
              <WinnerLink name={name} />
            </strong>
          )}
        </Fragment>
      ))}
      {country && <span className={classes.quiet}> ({country})</span>}
    </p>
  )
}

function WinnerLink({ name }: { name: string }) {
  return (
    <TextLink to="/award-history" search={{ winner: name }}>
      {name}
    </TextLink>
  )
}
