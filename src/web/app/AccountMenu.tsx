import type { Signed } from '#web/ui/session.ts'
import { AccountButton } from './AccountButton.tsx'
import { useMenuOnDemand } from './menu-on-demand.ts'

const load = () => import('./AccountMenuList.tsx').then((module) => module.AccountMenuList)

/** The button of one's own matters; the menu itself is fetched when somebody reaches for it. */
export function AccountMenu({ signed }: { signed: Signed }) {
  const { Menu, reach } = useMenuOnDemand(load)
  return Menu ? <Menu signed={signed} /> : <AccountButton name={signed.account.name} {...reach} />
}
