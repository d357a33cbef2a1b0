import { Button, Text, Title } from '@mantine/core'
import { IconClockSearch, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { Given } from './AnswerButtons.tsx'
import { MatchCard } from './MatchCard.tsx'
import classes from './NoticePage.module.css'
import { isStillMatching } from './notice-query.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** As many as are worth reading before one decides whom to call. */
const shownFirst = 5
const startOpen = 1

/** Who fits and why: every member that may take part, ranked; the others and further answers below. */
export function FitsOfAll({ notice }: { notice: Notice }) {
  const t = useText()
  const [isWhole, setIsWhole] = useState(false)
  const mayAnswer = notice.abilities.includes('answer-for-any')
  const able = notice.matches.filter((match) => match.eligible !== 'no')
  const unable = notice.matches.filter((match) => match.eligible === 'no')
  // A company that has answered is never hidden.
  const shown = able.filter((match, place) => isWhole || place < shownFirst || match.answer)
  const rest = able.length - shown.length

  if (notice.matches.length === 0 && notice.otherAnswers.length === 0) return <NoFits notice={notice} />
  return (
    <section aria-labelledby="fits">
      <Title order={2} id="fits">
        {t('fit.title')}
      </Title>
      <Text c="dimmed" size="sm" mb="md">
        {t('fit.lead')}
      </Text>
      <ol className={classes.matches}>
        {shown.map((match) => (
          <MatchCard
            key={match.companyId}
            noticeId={notice.id}
            match={match}
            rank={able.indexOf(match) + 1}
            mayAnswer={mayAnswer}
            startsOpen={able.indexOf(match) < startOpen}
          />
        ))}
      </ol>
      {rest > 0 && (
        <Button variant="default" mt="md" onClick={() => setIsWhole(true)}>
          {t('fit.showMore', { count: rest })}
        </Button>
      )}
      {unable.length > 0 && (
        <details className={classes.unable}>
          <summary>{t('fit.cannot', { count: unable.length })}</summary>
          <ol className={classes.matches} start={able.length + 1}>
            {unable.map((match, place) => (
              <MatchCard
                key={match.companyId}
                noticeId={notice.id}
                match={match}
                rank={able.length + place + 1}
                mayAnswer={mayAnswer}
                startsOpen={false}
              />
            ))}
          </ol>
        </details>
      )}
      {notice.otherAnswers.length > 0 && (
        <section aria-labelledby="others" className={classes.others}>
          <Title order={3} id="others">
            {t('fit.othersTitle')}
          </Title>
          <ul className={classes.plain}>
            {notice.otherAnswers.map((answer) => (
              <li key={answer.companyId}>
                <strong>{answer.companyName}</strong> <Given answer={answer} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  )
}

function NoFits({ notice }: { notice: Notice }) {
  const t = useText()
  const state = isStillMatching(notice) ? 'waiting' : 'none'
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={state === 'waiting' ? IconClockSearch : IconUsersGroup}
        title={t(`fit.${state}`)}
        action={
          state === 'none' && (
            <ButtonLink to="/members" variant="default">
              {t('fit.toMembers')}
            </ButtonLink>
          )
        }
      >
        {t(`fit.${state}Hint`)}
      </EmptyState>
    </div>
  )
}
