import { Button, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus, IconUsersPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { DataList } from '#web/ui/DataList.tsx'
import type { Column } from '#web/ui/data-model.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { type Role, useMay } from '#web/ui/session.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { InviteForm } from './InviteForm.tsx'
import { useText } from './text.ts'

type InvitationRow = {
  id: string
  email: string
  role: Role
  companyName: string | null
  createdAt: string
  state: 'waiting' | 'accepted' | 'expired' | 'withdrawn'
}

/** Who was invited, and inviting. */
export function InvitationsPage() {
  const t = useText()
  const mayInvite = useMay('invitations:send')
  const [isInviting, invite] = useDisclosure()
  const columns = useColumns()
  const action = mayInvite && (
    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={invite.open}>
      {t('people.invite')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('people.title')} lead={t('people.lead')} actions={action} />
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
      <Modal
        opened={isInviting}
        onClose={invite.close}
        title={t('people.invite')}
        closeButtonProps={{ 'aria-label': '×' }}
      >
        <InviteForm onDone={invite.close} onCancel={invite.close} />
      </Modal>
    </>
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
      { id: 'state', header: t('people.state'), cell: (row) => <State row={row} /> },
    ],
    [t, format],
  )
}

function State({ row }: { row: InvitationRow }) {
  const t = useText()
  const confirm = useConfirm()
  const withdraw = useMutation({
    mutationFn: () => remove(`/api/invitations/${row.id}`),
    onSuccess: () => notifyDone(t('people.withdrawn')),
  })
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <Tag tone={tones[row.state]}>
        {t(row.state === 'withdrawn' ? 'people.withdrawnState' : `people.${row.state}`)}
      </Tag>
      {row.state === 'waiting' && (
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

const tones: Record<InvitationRow['state'], Tone> = {
  waiting: 'accent',
  accepted: 'good',
  expired: 'warn',
  withdrawn: 'plain',
}
