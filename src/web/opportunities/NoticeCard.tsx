import { Paper, Title } from '@mantine/core'
import { useId } from 'react'
import { useCountryNames } from '#web/ui/country-names.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { Score } from '#web/ui/Score.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { AnswerButtons } from './AnswerButtons.tsx'
import { EligibleTag } from './MatchCard.tsx'
import { KindLine } from './marks.tsx'
import { readReasons, tellingReasons } from './match-words.ts'
import { useMoney } from './money.ts'
import cards from './NoticeCard.module.css'
import { NoticeTitle } from './NoticeTitle.tsx'
import type { Answer, Match, NoticeRow } from './shapes.ts'
import { useText } from './text.ts'
import { useWhy } from './WhyList.tsx'

type NoticeCardProps = {
  notice: NoticeRow
  match: Match | null
  answer: Answer | null
  companyId: string
  companyName: string
}

/** One notice for the own company: what, until when, how much, why it fits, and the answer. */
export function NoticeCard({ notice, match, answer, companyId, companyName }: NoticeCardProps) {
  const t = useText()
  const id = useId()
  const money = useMoney()
  const { nameOf } = useCountryNames()
  const facts = [
    notice.valueCents !== null && money(notice.valueCents, notice.currency),
    notice.buyer,
    notice.buyerCountry && nameOf(notice.buyerCountry),
  ].filter(Boolean)
  return (
    <Paper component="li" className={cards.card} aria-labelledby={id}>
      <div className={cards.words}>
        <Title order={2} size="h3" id={id}>
          <TextLink to="/opportunities/$id" params={{ id: notice.id }} className={cards.title}>
            <NoticeTitle notice={notice} />
          </TextLink>
        </Title>
        <p className={cards.facts}>
          {facts.join(' · ')}
          <br />
          <KindLine notice={notice} />
        </p>
        {match && <TopReason match={match} />}
      </div>
      <div className={cards.side}>
        <span>
          {notice.deadline ? <Deadline at={notice.deadline} /> : t('list.noDeadline')}
          {!notice.isOpen && <Tag>{t('mine.closed')}</Tag>}
        </span>
        {match && (
          <span className={cards.fit}>
            <Score score={match.score} />
            {match.eligible !== 'yes' && <EligibleTag eligible={match.eligible} />}
          </span>
        )}
      </div>
      <div className={cards.answer}>
        <AnswerButtons
          noticeId={notice.id}
          companyId={companyId}
          companyName={companyName}
          answer={answer}
          isOnBehalf={false}
          emphasis="light"
          size="xs"
        />
      </div>
    </Paper>
  )
}

/** The weightiest reason in one line. */
function TopReason({ match }: { match: Match }) {
  const t = useText()
  const [top] = tellingReasons(readReasons(match.why))
  const say = useWhy(top ? [top] : [])
  if (!top) return null
  return (
    <p className={cards.why}>
      {say(top).words}
      {'source' in top && (
        <span className={cards.quiet}> · {t(`why.${top.source.kind}`, { name: top.source.name })}</span>
      )}
    </p>
  )
}
