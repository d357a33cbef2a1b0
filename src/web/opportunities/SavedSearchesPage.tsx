import { Button, NativeSelect, Paper, Text } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import type { DigestInput } from '#domains/opportunities/schema/saved-search.ts'
import { put, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { savedSearchesRoute } from './pages.ts'
import classes from './SavedSearches.module.css'
import { type SavedSearch, savedSearchesQuery } from './saved-query.ts'
import { useWorkText } from './work-text.ts'

/** The searches one keeps, and when mail about each comes. */
export function SavedSearchesPage() {
  const t = useWorkText()
  const query = useQuery(savedSearchesQuery)
  const { open } = savedSearchesRoute.useSearch()
  const wanted = query.data?.items.find((one) => one.id === open)
  // A mail leads here with one search: it opens in the list.
  if (wanted) return <Navigate to="/opportunities" search={wanted.address} replace />
  return (
    <>
      <PageHeader
        title={t('saved.title')}
        lead={t('saved.lead')}
        actions={<ButtonLink to="/opportunities">{t('saved.toList')}</ButtonLink>}
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={3} height={96} />}>
        {({ items, timeZone }) =>
          items.length === 0 ? (
            <Paper>
              <EmptyState
                icon={IconBookmark}
                title={t('saved.empty')}
                action={<ButtonLink to="/opportunities">{t('saved.toList')}</ButtonLink>}
              >
                {t('saved.emptyHint')}
              </EmptyState>
            </Paper>
          ) : (
            <>
              <ul className={classes.list}>
                {items.map((search) => (
                  <SearchLine key={search.id} search={search} />
                ))}
              </ul>
              <Text size="sm" c="dimmed" mt="md">
                {t('saved.clock', { zone: timeZone })}
              </Text>
            </>
          )
        }
      </Loaded>
    </>
  )
}

function SearchLine({ search }: { search: SavedSearch }) {
  const t = useWorkText()
  const confirm = useConfirm()
  const take = useMutation({
    mutationFn: () => remove(`/api/saved-searches/${search.id}`),
    onSuccess: () => notifyDone(t('saved.removed')),
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(take.error)
  return (
    <Paper component="li" p="lg" className={classes.item}>
      <div>
        <TextLink to="/opportunities" search={search.address} className={classes.name}>
          {search.name}
        </TextLink>
        <div className={classes.under}>
          {search.isOwn
            ? t(`saved.with.${search.sharing}`)
            : t('saved.sharedBy', { name: search.owner ?? '' })}
        </div>
      </div>
      <div>
        <DigestChoice search={search} />
        {search.isOwn && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            mt={6}
            loading={take.isPending}
            aria-label={t('saved.removeOne', { name: search.name })}
            onClick={() => void ask()}
          >
            {t('saved.remove')}
          </Button>
        )}
      </div>
    </Paper>
  )

  async function ask() {
    const isSure = await confirm({
      title: t('saved.removeAsk', { name: search.name }),
      text: t('saved.removeText'),
      action: t('saved.remove'),
      isDangerous: true,
    })
    if (isSure) take.mutate()
  }
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const weekdays = [1, 2, 3, 4, 5, 6, 7]

function DigestChoice({ search }: { search: SavedSearch }) {
  const t = useWorkText()
  const format = useFormat()
  const choose = useMutation({
    mutationFn: (input: DigestInput) => put(`/api/saved-searches/${search.id}/digest`, input),
    onSuccess: () => notifyDone(t('saved.digestSaved')),
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(choose.error)
  const now: DigestInput = choose.isPending
    ? choose.variables
    : {
        rhythm: search.digest?.rhythm ?? 'off',
        hour: search.digest?.hour ?? 8,
        weekday: search.digest?.weekday ?? 1,
      }
  const set = (change: Partial<DigestInput>) => choose.mutate({ ...now, ...change })
  return (
    <fieldset
      style={{ border: 0, padding: 0, margin: 0 }}
      aria-label={t('saved.mailAbout', { name: search.name })}
    >
      <div className={classes.when}>
        <NativeSelect
          label={t('saved.mail')}
          data={(['off', 'daily', 'weekly'] as const).map((value) => ({
            value,
            label: t(`saved.rhythm.${value}`),
          }))}
          value={now.rhythm}
          onChange={(event) => set({ rhythm: readRhythm(event.currentTarget.value) })}
        />
        {now.rhythm === 'weekly' && (
          <NativeSelect
            label={t('saved.day')}
            data={weekdays.map((day) => ({ value: String(day), label: format.weekday(day) }))}
            value={String(now.weekday)}
            onChange={(event) => set({ weekday: Number(event.currentTarget.value) })}
          />
        )}
        {now.rhythm !== 'off' && (
          <NativeSelect
            label={t('saved.hour')}
            data={hours.map((hour) => ({
              value: String(hour),
              label: `${String(hour).padStart(2, '0')}:00`,
            }))}
            value={String(now.hour)}
            onChange={(event) => set({ hour: Number(event.currentTarget.value) })}
          />
        )}
      </div>
    </fieldset>
  )
}

function readRhythm(value: string): DigestInput['rhythm'] {
  return value === 'daily' || value === 'weekly' ? value : 'off'
}
