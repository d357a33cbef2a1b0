import { Button, Group } from '@mantine/core'
import { IconUsersPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { DataList } from '#web/ui/DataList.tsx'
import type { Column } from '#web/ui/data-model.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import type { Role } from '#web/ui/session.ts'
import { useText } from './text.ts'

type PersonRow = {
  /** The hat, which is what ends. */
  id: string
  name: string
  email: string
  role: Role
  companyName: string | null
  lastWornAt: string | null
  mayEnd: boolean
}

/** Everybody who can get in, and ending it. */
export function PeopleList() {
  const t = useText()
  const columns = useColumns()
  return (
    <DataList
      label={t('people.people')}
      path="/api/people-with-access"
      columns={columns}
      rowKey={(row) => row.id}
      hasExport={false}
      hasSearch={false}
      empty={<EmptyState icon={IconUsersPlus} title={t('people.nobody')} />}
    />
  )
}

function useColumns(): Column<PersonRow>[] {
  const t = useText()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'name', header: t('people.name'), cell: (row) => row.name },
      { id: 'email', header: t('people.email'), cell: (row) => row.email },
      { id: 'role', header: t('people.role'), cell: (row) => t(`role.${row.role}`) },
      { id: 'company', header: t('people.company'), cell: (row) => row.companyName ?? '–' },
      {
        id: 'seen',
        header: t('people.lastSeen'),
        cell: (row) => (
          <LastSeen row={row} when={row.lastWornAt ? format.date(row.lastWornAt) : t('people.never')} />
        ),
      },
    ],
    [t, format],
  )
}

function LastSeen({ row, when }: { row: PersonRow; when: string }) {
  const t = useText()
  const confirm = useConfirm()
  const end = useMutation({
    mutationFn: () => remove(`/api/hats/${row.id}`),
    onSuccess: () => notifyDone(t('people.ended')),
  })
  const failure = useProblemMessage(end.error)
  useEffect(() => {
    if (end.isError) notifyFailure(failure)
  }, [end.isError, failure])
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      {when}
      {row.mayEnd && (
        <Button variant="subtle" size="compact-sm" color="red" loading={end.isPending} onClick={ask}>
          {t('people.end')}
        </Button>
      )}
    </Group>
  )

  async function ask() {
    const isSure = await confirm({
      title: t('people.endTitle', { name: row.name }),
      text: t('people.endText'),
      action: t('people.end'),
      isDangerous: true,
    })
    if (isSure) end.mutate()
  }
}
