import type { Session } from '#web/ui/session.ts'
import { HatButton, HatName } from './HatButton.tsx'
import { useMenuOnDemand } from './menu-on-demand.ts'

const load = () => import('./HatMenu.tsx').then((module) => module.HatMenu)

/** Says under which hat one is working, and changes it where there are several. */
export function HatSwitcher({ session }: { session: Session }) {
  const { Menu, reach } = useMenuOnDemand(load)
  if (session.hats.length < 2) return <HatName hat={session.hat} />

  return Menu ? <Menu session={session} /> : <HatButton hat={session.hat} {...reach} />
}
