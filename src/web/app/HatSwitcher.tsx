import { Menu, UnstyledButton } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { put } from '#web/ui/api.ts'
import { notifyFailure } from '#web/ui/notify.ts'
import { type Hat, type Session, type Signed, takeSession } from '#web/ui/session.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** Says under which hat one is working, and changes it where there are several. */
export function HatSwitcher({ session }: { session: Session }) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const change = useMutation({
    meta: { leavesPage: true },
    mutationFn: (hatId: string) => put<Signed>('/api/session/hat', { hatId }),
    onSuccess: async (next) => {
      takeSession(client, next)
      await navigate({ to: '/' })
    },
    onError: () => notifyFailure(t('hat.unsaved')),
  })
  if (session.hats.length < 2) return <HatName hat={session.hat} />

  return (
    <Menu position="bottom-end" width={300} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.hatButton} aria-busy={change.isPending}>
          <HatName hat={session.hat} />
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('hat.switch')}</Menu.Label>
        <Menu.RadioGroup value={session.hat.id} onChange={(id) => id !== session.hat.id && change.mutate(id)}>
          {session.hats.map((hat) => (
            <Menu.RadioItem key={hat.id} value={hat.id} closeMenuOnClick>
              <HatName hat={hat} />
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

function HatName({ hat }: { hat: Hat }) {
  const t = useText()
  return (
    <span className={classes.hat}>
      <span className={classes.hatPlace}>{hat.companyName ?? hat.clusterName}</span>
      <span className={classes.hatRole}>{t(`role.${hat.role}`)}</span>
    </span>
  )
}
