import { Alert, Button, NativeSelect, NumberInput, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconArrowsDiff, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fieldsOf, type ListField, type ListKind, listKinds } from '#values/member-list-fields.ts'
import { put, remove } from '#web/ui/api.ts'
import { CountrySelect } from '#web/ui/CountrySelect.tsx'
import { useConfirm } from '#web/ui/confirm.tsx'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import classes from './Exchange.module.css'
import { useListHeader } from './list-header.tsx'
import { listQuery, listsQuery } from './list-query.ts'
import { RefusalNotice } from './RefusalNotice.tsx'
import type { List } from './shapes.ts'
import { useText } from './text.ts'
import { useFieldNames } from './words.ts'

/** Which column is which field: as recognised, changed by hand. */
export function ColumnsStep({ list }: { list: List }) {
  const t = useText()
  const client = useQueryClient()
  const { received, ...header } = useListHeader(list)
  const [plan, setPlan] = useState(list.plan)
  const keep = (next: List) => client.setQueryData(listQuery(list.id).queryKey, next)
  const look = useMutation({
    mutationFn: (asked: { sheet: number; headerRow: number | null; kind: ListKind | null }) =>
      put<List>(`/api/member-imports/${list.id}/sheet`, asked),
    onSuccess: keep,
  })
  const compare = useMutation({
    mutationFn: () => put<List>(`/api/member-imports/${list.id}/plan`, plan, { ifMatch: list.version }),
    onSuccess: keep,
  })
  const failure = compare.error ?? look.error
  const message = useProblemMessage(failure)

  return (
    <>
      <PageHeader
        {...header}
        lead={received}
        actions={
          <>
            <Discard list={list} />
            <Button
              onClick={() => compare.mutate()}
              loading={compare.isPending}
              leftSection={<IconArrowsDiff size={18} aria-hidden />}
            >
              {t('columns.compare')}
            </Button>
          </>
        }
      />
      <div className={classes.sections}>
        {list.refusal && <RefusalNotice refusal={list.refusal} />}
        {failure && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
            {message}
          </Alert>
        )}
        <section aria-labelledby="how">
          <Title order={2} id="how">
            {t('columns.title')}
          </Title>
          <Text c="dimmed" mb="md">
            {list.isRemembered ? t('columns.remembered') : t('columns.lead')}{' '}
            {list.encoding !== 'xlsx' && t('columns.encoding', { encoding: list.encoding.toUpperCase() })}
          </Text>
          <Questions list={list} plan={plan} setPlan={setPlan} look={(asked) => look.mutate(asked)} />
        </section>
        <Columns list={list} plan={plan} setPlan={setPlan} />
      </div>
    </>
  )
}

type Plan = List['plan']
type PlanProps = { list: List; plan: Plan; setPlan: (plan: Plan) => void }

function Questions({
  list,
  plan,
  setPlan,
  look,
}: PlanProps & {
  look: (asked: { sheet: number; headerRow: number | null; kind: ListKind | null }) => void
}) {
  const t = useText()
  const format = useFormat()
  const { sheet, headerRow, kind } = plan
  return (
    <div className={classes.questions}>
      <NativeSelect
        label={t('columns.about')}
        value={kind}
        data={listKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={({ currentTarget }) => look({ sheet, headerRow, kind: currentTarget.value as ListKind })}
      />
      {list.sheets.length > 1 && (
        <NativeSelect
          label={t('columns.sheet')}
          value={String(sheet)}
          data={list.sheets.map(({ name, rows }, at) => ({
            value: String(at),
            label: t('columns.sheetRows', { name, rows: format.number(rows) }),
          }))}
          onChange={({ currentTarget }) =>
            look({ sheet: Number(currentTarget.value), headerRow: null, kind: null })
          }
        />
      )}
      <NumberInput
        label={t('columns.header')}
        value={headerRow + 1}
        min={1}
        max={600}
        onBlur={({ currentTarget }) => {
          const row = Number(currentTarget.value) - 1
          if (Number.isInteger(row) && row >= 0 && row !== headerRow)
            look({ sheet, headerRow: row, kind: null })
        }}
      />
      <CountrySelect
        label={t('columns.country')}
        {...(plan.country === null ? {} : { value: plan.country })}
        onChange={(country) => setPlan({ ...plan, country })}
      />
      <NativeSelect
        label={t('columns.dates')}
        value={plan.dateOrder}
        data={(['dmy', 'mdy'] as const).map((value) => ({ value, label: t(`columns.${value}`) }))}
        onChange={({ currentTarget }) =>
          setPlan({ ...plan, dateOrder: currentTarget.value as Plan['dateOrder'] })
        }
      />
    </div>
  )
}

function Columns({ list, plan, setPlan }: PlanProps) {
  const t = useText()
  const { nameOf } = useFieldNames()
  const choose = (column: number, field: ListField | null) =>
    setPlan({
      ...plan,
      // A field has one column: the other that had it gives it up.
      columns: plan.columns.map((held, at) => (at === column ? field : held === field ? null : held)),
    })
  return (
    <ul className={classes.columns} aria-label={t('columns.title')}>
      {list.headers.map((header, column) => {
        const name = header || t('columns.nameless', { letter: letterOf(column) })
        const held = plan.columns[column] ?? null
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          <li key={column} className={classes.column} data-out={held === null || undefined}>
            <div className={classes.columnWords}>
              <strong className={classes.name}>{name}</strong>
              <span className={classes.sample}>
                {list.samples[column]?.join(' · ') || t('columns.nothing')}
              </span>
            </div>
            <NativeSelect
              aria-label={t('columns.fieldOf', { column: name })}
              value={held ?? ''}
              data={[
                { value: '', label: t('columns.leaveOut') },
                ...fieldsOf[plan.kind].map((field) => ({ value: field, label: nameOf(field) })),
              ]}
              onChange={({ currentTarget }) =>
                choose(column, (currentTarget.value || null) as ListField | null)
              }
            />
          </li>
        )
      })}
    </ul>
  )
}

/** Throws the list away, after asking. */
export function Discard({ list }: { list: List }) {
  const t = useText()
  const confirm = useConfirm()
  const client = useQueryClient()
  const navigate = useNavigate()
  const discard = useMutation({
    mutationFn: () => remove(`/api/member-imports/${list.id}`),
    onSuccess: async () => {
      notifyDone(t('columns.discarded'))
      await navigate({ to: '/exchange' })
      client.removeQueries({ queryKey: listQuery(list.id).queryKey })
      await client.invalidateQueries({ queryKey: listsQuery.queryKey })
    },
  })
  return (
    <Button
      variant="default"
      loading={discard.isPending}
      leftSection={<IconTrash size={18} aria-hidden />}
      onClick={async () => {
        const isSure = await confirm({
          title: t('columns.discardTitle'),
          text: t('columns.discardText'),
          action: t('columns.discard'),
          isDangerous: true,
        })
        if (isSure) discard.mutate()
      }}
    >
      {t('columns.discard')}
    </Button>
  )
}

/** The letters a spreadsheet gives a column. */
function letterOf(column: number): string {
  const before = Math.floor(column / 26)
  return (before > 0 ? letterOf(before - 1) : '') + String.fromCharCode(65 + (column % 26))
}
