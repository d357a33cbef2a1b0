import { Paper, Text, Title } from '@mantine/core'
import { IconCheckbox, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { useText } from './text.ts'
import classes from './Votes.module.css'
import { type Votes, votesQuery } from './vote-query.ts'

/** What the members are asked, open questions first. */
export function VotesPage() {
  const t = useText()
  const query = useQuery(votesQuery)
  const mayAsk = query.data?.abilities.includes('open-vote') ?? false
  const ask = mayAsk && (
    <ButtonLink to="/votes/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('list.new')}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        actions={query.data?.items.length ? ask : undefined}
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconCheckbox} title={t('list.empty')} action={ask}>
              {t('list.emptyHint')}
            </EmptyState>
          ) : (
            <div className={classes.sections}>
              <Group title={t('list.open')} items={items.filter(({ state }) => state !== 'closed')} />
              <Group title={t('list.past')} items={items.filter(({ state }) => state === 'closed')} />
            </div>
          )
        }
      </Loaded>
    </>
  )
}

function Group({ title, items }: { title: string; items: Votes['items'] }) {
  const t = useText()
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <section>
      <Title order={2} size="h3">
        {title}
      </Title>
      <ul className={classes.list}>
        {items.map((vote) => (
          <Paper key={vote.id} component="li" p="md">
            <div className={classes.head}>
              <TextLink to="/votes/$id" params={{ id: vote.id }} fw={600}>
                {vote.question}
              </TextLink>
              {vote.state === 'open' && vote.hasVoted !== null && (
                <Tag tone={vote.hasVoted ? 'good' : 'warn'}>
                  {t(vote.hasVoted ? 'list.voted' : 'list.notVoted')}
                </Tag>
              )}
              {vote.state !== 'open' && <Tag>{t(`state.${vote.state}`)}</Tag>}
            </div>
            <Text size="sm" c="dimmed">
              {vote.isSecret && `${t('list.secret')} · `}
              {t(vote.state === 'open' ? 'list.until' : 'list.ended', {
                when: format.dateTime(vote.closesAt),
              })}{' '}
              · {t('list.turnout', { cast: vote.cast, entitled: vote.entitled })}
            </Text>
          </Paper>
        ))}
      </ul>
    </section>
  )
}
