import { Alert, Button, NativeSelect, Pagination } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconColumns, IconUsersGroup } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  type FieldChoice,
  fieldChoices,
  type MergeRule,
  mergeRules,
  outcomes,
} from '#domains/exchange/schema.ts'
import { put } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Discard } from './ColumnsStep.tsx'
import classes from './Exchange.module.css'
import { ItemCard } from './ItemCard.tsx'
import { useListHeader } from './list-header.tsx'
import { itemsQuery, listQuery } from './list-query.ts'
import { listRoute } from './pages.ts'
import { RefusalNotice } from './RefusalNotice.tsx'
import type { List, Outcome } from './shapes.ts'
import { useText } from './text.ts'
import { useFieldNames } from './words.ts'

/** What each row would do, before anything is done. */
export function PreviewStep({ list }: { list: List }) {
  const t = useText()
  const client = useQueryClient()
  const confirm = useConfirm()
  const format = useFormat()
  const { received, ...header } = useListHeader(list)
  const keep = (next: List) => client.setQueryData(listQuery(list.id).queryKey, next)
  const path = `/api/member-imports/${list.id}`
  const ifMatch = { ifMatch: list.version }
  const take = useMutation({
    mutationFn: () => put<List>(`${path}/commitment`, undefined, ifMatch),
    onSuccess: keep,
  })
  const replan = useMutation({
    mutationFn: (change: Partial<List['plan']>) =>
      put<List>(`${path}/plan`, { ...list.plan, ...change }, ifMatch),
    onSuccess: keep,
  })
  const columns = useMutation({
    mutationFn: () => {
      const { sheet, headerRow, kind } = list.plan
      return put<List>(`${path}/sheet`, { sheet, headerRow, kind })
    },
    onSuccess: keep,
  })
  const failure = take.error ?? replan.error ?? columns.error
  const message = useProblemMessage(failure)
  const { new: added = 0, change: changed = 0, doubtful = 0 } = list.outcomes
  const ask = async () => {
    const isSure = await confirm({
      title: t('preview.takeTitle'),
      text: t('preview.takeText', { added: format.number(added), changed: format.number(changed) }),
      action: t('preview.take'),
    })
    if (isSure) take.mutate()
  }

  return (
    <>
      <PageHeader
        {...header}
        lead={`${received}. ${t('preview.lead')}`}
        actions={
          <>
            <Discard list={list} />
            <Button
              variant="default"
              loading={columns.isPending}
              onClick={() => columns.mutate()}
              leftSection={<IconColumns size={18} aria-hidden />}
            >
              {t('preview.columns')}
            </Button>
            <Button
              loading={take.isPending}
              disabled={doubtful > 0 || added + changed === 0}
              onClick={ask}
              leftSection={<IconCheck size={18} aria-hidden />}
            >
              {t('preview.take')}
            </Button>
          </>
        }
      />
      <div className={classes.sections}>
        {list.refusal && (
          <RefusalNotice refusal={list.refusal}>
            {list.refusal.code === 'exchange/changed-since' && (
              <Button variant="default" mt="sm" loading={replan.isPending} onClick={() => replan.mutate({})}>
                {t('done.again')}
              </Button>
            )}
          </RefusalNotice>
        )}
        {failure && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
            {message}
          </Alert>
        )}
        {doubtful > 0 && <Doubtful list={list} count={doubtful} keep={keep} />}
        <Rules list={list} change={(change) => replan.mutate(change)} />
        <Rows list={list} />
      </div>
    </>
  )
}

function Doubtful({ list, count, keep }: { list: List; count: number; keep: (list: List) => void }) {
  const t = useText()
  const navigate = useNavigate()
  const decide = useMutation({
    mutationFn: (verdict: 'new' | 'same-as' | 'leave-out') =>
      put<List>(`/api/member-imports/${list.id}/doubtful-rows`, { verdict }),
    onSuccess: keep,
  })
  const message = useProblemMessage(decide.error)
  return (
    <Alert color="yellow" icon={<IconUsersGroup aria-hidden />} className={classes.doubtful}>
      <p className={classes.refusalWords}>{t('preview.undecided', { count })}</p>
      <Button
        mb="sm"
        size="sm"
        onClick={() => navigate({ to: '.', search: { show: 'doubtful' }, replace: true })}
      >
        {t('preview.showDoubtful')}
      </Button>
      <fieldset className={classes.buttons}>
        <legend className={classes.quiet}>{t('preview.bulk')}</legend>
        <Button
          size="sm"
          variant="default"
          loading={decide.isPending}
          onClick={() => decide.mutate('same-as')}
        >
          {t('preview.allSame')}
        </Button>
        <Button size="sm" variant="default" loading={decide.isPending} onClick={() => decide.mutate('new')}>
          {t('preview.allNew')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={decide.isPending}
          onClick={() => decide.mutate('leave-out')}
        >
          {t('preview.allOut')}
        </Button>
      </fieldset>
      {decide.error && <p role="alert">{message}</p>}
    </Alert>
  )
}

/** What wins where list and record differ, for the whole list: one rule, and fields that go their own way. */
function Rules({ list, change }: { list: List; change: (change: Partial<List['plan']>) => void }) {
  const t = useText()
  const { nameOf } = useFieldNames()
  const { rule, fieldRules, columns, kind } = list.plan
  const main = { companies: 'company', people: 'person', products: 'product' }[kind]
  const fields = columns.filter((field) => field?.startsWith(`${main}.`) && !field.endsWith('.id'))
  const set = (fact: string, value: string) => {
    const { [fact]: _, ...others } = fieldRules
    change({ fieldRules: value === '' ? others : { ...others, [fact]: value as FieldChoice } })
  }
  return (
    <div className={classes.rules}>
      <NativeSelect
        label={t('preview.rule')}
        value={rule}
        data={mergeRules.map((value) => ({ value, label: t(`preview.rules.${value}`) }))}
        onChange={({ currentTarget }) => change({ rule: currentTarget.value as MergeRule })}
      />
      <details className={classes.details} open={Object.keys(fieldRules).length > 0 || undefined}>
        <summary>{t('preview.fieldRules')}</summary>
        <div className={classes.questions}>
          {fields.map((field) => {
            const fact = field?.split('.')[1] ?? ''
            return (
              <NativeSelect
                key={field}
                label={field ? nameOf(field) : ''}
                value={fieldRules[fact] ?? ''}
                data={[
                  { value: '', label: t('preview.asRule') },
                  ...fieldChoices.map((value) => ({
                    value,
                    label: t(value === 'take' ? 'preview.takeTheirs' : `preview.${value}`),
                  })),
                ]}
                onChange={({ currentTarget }) => set(fact, currentTarget.value)}
              />
            )
          })}
        </div>
      </details>
    </div>
  )
}

function Rows({ list }: { list: List }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const { show, page = 1 } = listRoute.useSearch()
  const query = useQuery(itemsQuery(list, show, page))
  const all = Object.values(list.outcomes).reduce((sum, count) => sum + count, 0)
  const filters: [Outcome | undefined, string, number][] = [
    [undefined, t('preview.all'), all],
    ...outcomes
      .filter((outcome) => list.outcomes[outcome])
      .map((outcome): [Outcome, string, number] => [
        outcome,
        t(`outcome.${outcome}`),
        list.outcomes[outcome] ?? 0,
      ]),
  ]
  const go = (next: { show?: Outcome | undefined; page?: number | undefined }) =>
    navigate({ to: '.', search: next, replace: true })
  return (
    <section aria-label={t('preview.rows')}>
      <div className={classes.filters}>
        {filters.map(([outcome, label, count]) => (
          <Button
            key={label}
            size="sm"
            variant={show === outcome ? 'filled' : 'default'}
            aria-pressed={show === outcome}
            onClick={() => go({ show: outcome })}
          >
            {label} {format.number(count)}
          </Button>
        ))}
      </div>
      <Loaded query={query} skeleton={<RowsSkeleton rows={6} />}>
        {({ items, total, pageSize }) =>
          items.length === 0 ? (
            <EmptyState icon={IconCheck} title={t('preview.none')}>
              {t('preview.noneHint')}
            </EmptyState>
          ) : (
            <>
              <ul className={classes.items}>
                {items.map((item) => (
                  <ItemCard key={`${item.number} ${item.part}`} list={list} item={item} />
                ))}
              </ul>
              {total > pageSize && (
                <nav aria-label={t('preview.pages')} className={classes.pages}>
                  <Pagination
                    total={Math.ceil(total / pageSize)}
                    value={page}
                    onChange={(next) => go({ show, page: next })}
                    getItemProps={(number) => ({ 'aria-label': t('preview.page', { page: number }) })}
                    getControlProps={(control) => ({
                      'aria-label': t(control === 'next' ? 'preview.next' : 'preview.previous'),
                    })}
                  />
                </nav>
              )}
            </>
          )
        }
      </Loaded>
    </section>
  )
}
