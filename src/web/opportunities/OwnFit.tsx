import { Paper, Text, Title } from '@mantine/core'
import { TextLink } from '#web/ui/links.tsx'
import { Score } from '#web/ui/Score.tsx'
import { AnswerButtons } from './AnswerButtons.tsx'
import { EligibleTag, MatchMark, MatchReasons } from './MatchCard.tsx'
import classes from './NoticePage.module.css'
import { isStillMatching } from './notice-query.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

type OwnFitProps = { notice: Notice; companyId: string; companyName: string }

/** How the reader's own company fits, and the question whether it wants the job. */
export function OwnFit({ notice, companyId, companyName }: OwnFitProps) {
  const t = useText()
  const match = notice.matches.find((one) => one.companyId === companyId)
  const answer = match?.answer ?? notice.otherAnswers.find((one) => one.companyId === companyId) ?? null
  const mayAnswer = notice.abilities.includes('answer-for-company')
  return (
    <section aria-labelledby="own-fit" className={classes.ownFit}>
      {mayAnswer && (notice.isOpen || answer) && (
        <Paper className={classes.question}>
          <Title order={2} size="h3">
            {t('answer.question')}
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t(notice.kind === 'request' ? 'answer.requestHint' : 'answer.questionHint')}
          </Text>
          <AnswerButtons
            noticeId={notice.id}
            companyId={companyId}
            companyName={companyName}
            answer={answer}
            isOnBehalf={false}
            emphasis="filled"
          />
        </Paper>
      )}
      <div className={classes.ownTop}>
        {match && <MatchMark match={match} />}
        <Title order={2} id="own-fit">
          {t('fit.own', { company: companyName })}
        </Title>
        {match && (
          <>
            <Score score={match.score} />
            <EligibleTag eligible={match.eligible} />
          </>
        )}
      </div>
      {match ? (
        <MatchReasons match={match} isWhole order={3} />
      ) : (
        <Without notice={notice} companyId={companyId} />
      )}
    </section>
  )
}

function Without({ notice, companyId }: { notice: Notice; companyId: string }) {
  const t = useText()
  if (isStillMatching(notice)) return <Text c="dimmed">{t('fit.waitingHint')}</Text>
  if (!notice.isOpen) return <Text c="dimmed">{t('fit.closedHint')}</Text>
  return (
    <>
      <Text>{t('fit.ownNone')}.</Text>
      <Text c="dimmed">{t('fit.ownNoneHint')}</Text>
      <TextLink to="/members/$id" params={{ id: companyId }} mt="xs" display="inline-block">
        {t('fit.toProfile')}
      </TextLink>
    </>
  )
}
