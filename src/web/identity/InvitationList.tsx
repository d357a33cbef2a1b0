import { Button, Group } from '@mantine/core'
import { IconUsersPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { DataList } from '#web/ui/DataList.tsx'
import type { Column } from '#web/ui/data-model.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import type { Role } from '#web/ui/session.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { useText } from './text.ts'

type InvitationRow = {
  id: string
  email: string
  role: Role
  companyName: string | null
  createdAt: string
  expiresAt: string
  status: 'open' | 'accepted' | 'withdrawn' | 'expired'
}

/** The invitations sent and what became of them. */
export function InvitationList() {
  const t = useText()
  const columns = useColumns()
  return (
    <DataList
      label={t('people.list')}
      path="/api/invitations"
      columns={columns}
      rowKey={(row) => row.id}
      hasExport={false}
      hasSearch={false}
      empty={
        <EmptyState icon={IconUsersPlus} title={t('people.empty')}>
          {t('people.emptyHint')}
        </EmptyState>
      }
    />
  )
}

function useColumns(): Column<InvitationRow>[] {
  const t = useText()
  const format = useFormat()
  return useMemo(
    () => [
      { id: 'email', header: t('people.email'), cell: (row) => row.email },
      { id: 'role', header: t('people.role'), cell: (row) => t(`role.${row.role}`) },
      { id: 'company', header: t('people.company'), cell: (row) => row.companyName ?? '–' },
      { id: 'created', header: t('people.invited'), cell: (row) => format.date(row.createdAt) },
      { id: 'status', header: t('people.state'), cell: (row) => <Status row={row} /> },
    ],
    [t, format],
  )
}

function Status({ row }: { row: InvitationRow }) {
  const t = useText()
  const confirm = useConfirm()
  const withdraw = useMutation({
    mutationFn: () => remove(`/api/invitations/${row.id}`),
    onSuccess: () => notifyDone(t('people.invitationWithdrawn')),
  })
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <Tag tone={tones[row.status]}>{t(`people.${row.status}`)}</Tag>
      {row.status === 'open' && (
        <Button variant="subtle" size="compact-sm" color="red" loading={withdraw.isPending} onClick={ask}>
          {t('people.withdraw')}
        </Button>
      )}
    </Group>
  )

  async function ask() {
    const isSure = await confirm({
      title: t('people.withdrawTitle'),
      text: t('people.withdrawText', { email: row.email }),
      action: t('people.withdraw'),
      isDangerous: true,
    })
    if (isSure) withdraw.mutate()
  }
}

const tones: Record<InvitationRow['status'], Tone> = {
  open: 'accent',
  accepted: 'good',
  expired: 'warn',
  withdrawn: 'plain',
}
