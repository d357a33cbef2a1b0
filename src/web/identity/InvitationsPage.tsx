import { Button, Modal, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useMay } from '#web/ui/session.ts'
import { ApiTokenList } from './ApiTokenList.tsx'
import { InvitationList } from './InvitationList.tsx'
import { InviteForm } from './InviteForm.tsx'
import { PeopleList } from './PeopleList.tsx'
import { invitationsRoute } from './pages.ts'
import { useText } from './text.ts'

/** Who gets in, who was invited, inviting, and the programs that act in somebody's name. */
export function InvitationsPage() {
  const t = useText()
  const navigate = useNavigate()
  const { view = 'people' } = invitationsRoute.useSearch()
  const mayInvite = useMay('invitations:send')
  const [isInviting, invite] = useDisclosure()
  return (
    <>
      <PageHeader
        title={t('people.title')}
        lead={t('people.lead')}
        actions={
          mayInvite && (
            <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={invite.open}>
              {t('people.invite')}
            </Button>
          )
        }
      />
      <Tabs value={view} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="people">{t('people.people')}</Tabs.Tab>
          <Tabs.Tab value="invitations">{t('people.list')}</Tabs.Tab>
          <Tabs.Tab value="tokens">{t('token.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <PeopleList />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <InvitationList />
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <ApiTokenList />
        </Tabs.Panel>
      </Tabs>
      <Modal
        opened={isInviting}
        onClose={invite.close}
        title={t('people.invite')}
        closeButtonProps={{ 'aria-label': t('people.close') }}
      >
        <InviteForm
          onDone={() => {
            invite.close()
            show('invitations')
          }}
          onCancel={invite.close}
        />
      </Modal>
    </>
  )

  function show(next: string | null) {
    const view = next === 'invitations' || next === 'tokens' ? next : undefined
    void navigate({ to: '/settings/invitations', search: view ? { view } : {}, replace: true })
  }
}
