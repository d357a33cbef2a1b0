import { Alert, Button, Paper, Progress, Radio, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post, put } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { voteRoute } from './pages.ts'
import { useText } from './text.ts'
import classes from './Votes.module.css'
import { type Vote, voteQuery } from './vote-query.ts'

/** One question: the company's vote while it is open, the result once it was counted. */
export function VotePage() {
  const { id } = voteRoute.useParams()
  const query = useQuery(voteQuery(id))
  return <Loaded query={query}>{(vote) => <Shown vote={vote} />}</Loaded>
}

function Shown({ vote }: { vote: Vote }) {
  const t = useText()
  const format = useFormat()
  const mayClose = vote.abilities.includes('close')
  return (
    <>
      <PageHeader
        title={vote.question}
        lead={t(vote.state === 'open' ? 'list.until' : 'list.ended', {
          when: format.dateTime(vote.closesAt),
        })}
        tags={
          <>
            <Tag tone={vote.state === 'open' ? 'accent' : 'plain'}>{t(`state.${vote.state}`)}</Tag>
            {vote.isSecret && <Tag>{t('list.secret')}</Tag>}
          </>
        }
        back={{ label: t('page.back'), link: { to: '/votes' } }}
        actions={mayClose && <Close vote={vote} />}
      />
      <div className={classes.sections}>
        {vote.explanation && (
          <Text component="p" m={0} className={classes.explanation}>
            {vote.explanation}
          </Text>
        )}
        {vote.abilities.includes('cast') && <Ballot key={vote.ownChoice} vote={vote} />}
        {vote.noVote && vote.state === 'open' && (
          <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
            {t(`page.noVote.${vote.noVote}`)}
          </Alert>
        )}
        {vote.state === 'counting' && <Alert color="gray">{t('page.counting')}</Alert>}
        {vote.result ? <Result vote={vote} result={vote.result} /> : <Waiting vote={vote} />}
      </div>
    </>
  )
}

function Waiting({ vote }: { vote: Vote }) {
  const t = useText()
  return (
    <div>
      <Text fw={560}>{t('list.turnout', { cast: vote.cast, entitled: vote.entitled })}</Text>
      {!vote.abilities.includes('cast') && (
        <ul className={classes.choices}>
          {vote.options.map((option) => (
            <li key={option.id}>{option.text}</li>
          ))}
        </ul>
      )}
      <Text c="dimmed">{t('page.waiting')}</Text>
    </div>
  )
}

function Ballot({ vote }: { vote: Vote }) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const [chosen, setChosen] = useState(vote.ownChoice ?? '')
  const casting = useMutation({
    mutationFn: (optionId: string) => put<Vote>(`/api/votes/${vote.id}/ballot`, { optionId }),
    onSuccess: async (after) => {
      notifyDone(t('page.castDone'))
      client.setQueryData(voteQuery(vote.id).queryKey, after)
      await client.invalidateQueries({ queryKey: ['votes'], exact: true })
    },
  })
  const failure = useProblemMessage(casting.error)
  return (
    <Paper component="section" p="lg">
      <Radio.Group
        label={t('page.choose')}
        description={t(vote.isSecret ? 'page.secretNote' : 'page.openNote')}
        value={chosen}
        onChange={setChosen}
        error={casting.error ? failure : undefined}
      >
        <Stack gap="sm" mt="sm" mb="md">
          {vote.options.map((option) => (
            <Radio key={option.id} value={option.id} label={option.text} />
          ))}
        </Stack>
      </Radio.Group>
      <Button
        disabled={chosen === '' || chosen === vote.ownChoice}
        loading={casting.isPending}
        onClick={() => casting.mutate(chosen)}
      >
        {t(vote.ownChoice === null ? 'page.cast' : 'page.change')}
      </Button>
      <Text size="sm" c="dimmed" mt="xs">
        {t('page.chooseHint', { when: format.dateTime(vote.closesAt) })}
      </Text>
    </Paper>
  )
}

function Result({ vote, result }: { vote: Vote; result: NonNullable<Vote['result']> }) {
  const t = useText()
  const format = useFormat()
  const nameOf = (id: string) => vote.options.find((option) => option.id === id)?.text ?? ''
  const share = format.percent(result.entitled === 0 ? 0 : result.cast / result.entitled)
  return (
    <>
      <Paper component="section" p="lg" aria-labelledby="result">
        <Title order={2} size="h3" id="result" mb="md">
          {t('page.result')}
        </Title>
        <ul className={classes.bars}>
          {vote.options.map(({ id, text }) => {
            const count = result.counts[id] ?? 0
            return (
              <li key={id}>
                <div className={classes.bar}>
                  <span>{text}</span>
                  <strong>{t('page.votes', { count })}</strong>
                </div>
                <Progress value={result.cast === 0 ? 0 : (100 * count) / result.cast} aria-label={text} />
              </li>
            )
          })}
        </ul>
        <Text mt="md" c="dimmed">
          {t('page.turnout', { cast: result.cast, entitled: result.entitled, share })}
        </Text>
      </Paper>
      {vote.choices.length > 0 && (
        <section aria-labelledby="choices">
          <Title order={2} size="h3" id="choices" mb="sm">
            {t('page.choices')}
          </Title>
          <ul className={classes.choices}>
            {vote.choices.map((one) => (
              <li key={one.companyName}>
                <span>{one.companyName}</span>
                <strong>{nameOf(one.optionId)}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Close({ vote }: { vote: Vote }) {
  const t = useText()
  const client = useQueryClient()
  const confirm = useConfirm()
  const closing = useMutation({
    mutationFn: () => post<Vote>(`/api/votes/${vote.id}/closing`),
    onSuccess: async (after) => {
      notifyDone(t('page.closed'))
      client.setQueryData(voteQuery(vote.id).queryKey, after)
      await client.invalidateQueries({ queryKey: ['votes'], exact: true })
    },
  })
  return (
    <Button
      variant="default"
      loading={closing.isPending}
      onClick={async () => {
        const question = {
          title: t('page.closeQuestion'),
          text: t('page.closeText'),
          action: t('page.close'),
        }
        if (await confirm({ ...question, isDangerous: true })) closing.mutate()
      }}
    >
      {t('page.close')}
    </Button>
  )
}
