import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { put } from '#web/ui/api.ts'
import { notifyFailure } from '#web/ui/notify.ts'
import { type Session, type Signed, takeSession } from '#web/ui/session.ts'
import { HatButton, HatName } from './HatButton.tsx'
import { useOpenedOnArrival } from './menu-on-demand.ts'
import { useText } from './text.ts'

/** Changes the hat one is working under. Opens as soon as it is there. */
export function HatMenu({ session }: { session: Session }) {
  const t = useText()
  const { target, menu } = useOpenedOnArrival()
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

  return (
    <Menu position="bottom-end" width={300} withinPortal={false} {...menu}>
      <Menu.Target>
        <HatButton ref={target} hat={session.hat} aria-busy={change.isPending} />
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
