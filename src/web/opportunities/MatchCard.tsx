import { Button, Paper, Title } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { CompanyMark } from '#web/ui/CompanyMark.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { Score } from '#web/ui/Score.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { AnswerButtons } from './AnswerButtons.tsx'
import { CheckList } from './CheckList.tsx'
import { readChecks, readReasons, tellingReasons } from './match-words.ts'
import classes from './NoticePage.module.css'
import type { Match } from './shapes.ts'
import { useText } from './text.ts'
import { WhyList } from './WhyList.tsx'

const tones: Record<Match['eligible'], Tone> = { yes: 'good', maybe: 'warn', no: 'bad' }

/** Whether a company may take part, in two words. */
export function EligibleTag({ eligible }: { eligible: Match['eligible'] }) {
  const t = useText()
  return <Tag tone={tones[eligible]}>{t(`fit.eligible.${eligible}`)}</Tag>
}

type MatchCardProps = {
  noticeId: string
  match: Match
  /** The place among the members that may take part. */
  rank: number
  mayAnswer: boolean
  startsOpen: boolean
}

/** One member's fit as staff see it: how well, why, what stands in the way, and what the company says. */
export function MatchCard({ noticeId, match, rank, mayAnswer, startsOpen }: MatchCardProps) {
  const t = useText()
  const id = useId()
  const [isOpen, setIsOpen] = useState(startsOpen)
  const Mark = isOpen ? IconChevronUp : IconChevronDown
  return (
    <Paper component="li" className={classes.match} aria-labelledby={id}>
      <div className={classes.matchTop}>
        <span className={classes.rank} aria-hidden>
          {rank}
        </span>
        <MatchMark match={match} />
        <Title order={3} id={id} className={classes.matchName}>
          <TextLink to="/members/$id" params={{ id: match.companyId }} className={classes.companyLink}>
            {match.companyName}
          </TextLink>
        </Title>
        <Score score={match.score} />
        <EligibleTag eligible={match.eligible} />
      </div>
      <div className={classes.matchBody}>
        <MatchReasons match={match} isWhole={isOpen} />
        <div className={classes.matchFoot}>
          {mayAnswer && (
            <AnswerButtons
              label={t('answer.theirs')}
              noticeId={noticeId}
              companyId={match.companyId}
              companyName={match.companyName}
              answer={match.answer}
              isOnBehalf
              size="xs"
            />
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-expanded={isOpen}
            aria-describedby={id}
            rightSection={<Mark size={15} aria-hidden />}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t(isOpen ? 'fit.less' : 'fit.more')}
          </Button>
        </div>
      </div>
    </Paper>
  )
}

/** The logo of the company that fits. */
export function MatchMark({ match }: { match: Match }) {
  const { companyId: id, companyName: name, companyLogoFileId: logoFileId } = match
  return <CompanyMark company={{ id, name, logoFileId }} size={36} />
}

type MatchReasonsProps = {
  match: Match
  isWhole: boolean
  /** The level of the two headings, one below that of the company. */
  order?: 3 | 4
}

/** Reasons and checks of a fit; in short, the two weightiest reasons and what is not simply met. */
export function MatchReasons({ match, isWhole, order = 4 }: MatchReasonsProps) {
  const t = useText()
  const reasons = readReasons(match.why)
  const checks = readChecks(match.eligibility)
  if (!isWhole) {
    const doubts = checks.filter((check) => check.verdict === 'not')
    return (
      <>
        <WhyList reasons={tellingReasons(reasons).slice(0, 2)} companyId={match.companyId} />
        {doubts.length > 0 && <CheckList checks={doubts} />}
      </>
    )
  }
  return (
    <div className={classes.halves}>
      <Half title={t('fit.why')} order={order}>
        <WhyList reasons={reasons} companyId={match.companyId} />
      </Half>
      <Half title={t('fit.mayTakePart')} order={order}>
        <CheckList checks={checks} />
      </Half>
    </div>
  )
}

function Half({ title, order, children }: { title: string; order: 3 | 4; children: ReactNode }) {
  return (
    <section className={classes.half}>
      <Title order={order} size="h4" mb={6}>
        {title}
      </Title>
      {children}
    </section>
  )
}
