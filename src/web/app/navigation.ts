import {
  type Icon,
  IconActivity,
  IconBell,
  IconBookmark,
  IconBuildingStore,
  IconBuildings,
  IconCalendarDue,
  IconCheckbox,
  IconFileImport,
  IconFileInvoice,
  IconFileSpreadsheet,
  IconGridDots,
  IconHome,
  IconId,
  IconInbox,
  IconListNumbers,
  IconMailForward,
  IconReceiptEuro,
  IconRss,
  IconSpeakerphone,
  IconTargetArrow,
  IconTrophy,
  IconUserCircle,
  IconUsersPlus,
} from '@tabler/icons-react'
import {
  hasCompany,
  isCompanyPerson,
  isOfCluster,
  may,
  readsInvoices,
  type Session,
  seesOpportunities,
  seesTenderFeed,
} from '#web/ui/session.ts'
import type { en } from './en.ts'

export type PageName = keyof (typeof en)['nav']

export type NavItem = {
  to: string
  name: PageName
  icon: Icon
  isFor: (session: Session) => boolean
}

export type NavGroup = { name?: PageName; items: NavItem[] }

/** The sidebar: a group per domain, an item per page a hat may visit. The server decides again on every request. */
function allGroups({ hat }: Session): NavGroup[] {
  return [
    { items: [{ to: '/', name: 'home', icon: IconHome, isFor: everybody }] },
    {
      name: 'members',
      items: [
        { to: `/members/${hat.companyId}`, name: 'ownCompany', icon: IconBuildingStore, isFor: hasCompany },
        { to: '/members', name: 'companies', icon: IconBuildings, isFor: everybody },
        { to: '/members/capability-map', name: 'capabilities', icon: IconGridDots, isFor: isOfCluster },
        { to: '/exchange', name: 'lists', icon: IconFileSpreadsheet, isFor: may('members:edit') },
      ],
    },
    {
      name: 'membership',
      items: [
        { to: '/membership', name: 'ownMembership', icon: IconId, isFor: may('membership:own') },
        { to: '/applications', name: 'applications', icon: IconInbox, isFor: may('dues:manage') },
        { to: '/renewals', name: 'renewals', icon: IconCalendarDue, isFor: may('dues:manage') },
        { to: '/invoices', name: 'invoices', icon: IconFileInvoice, isFor: readsInvoices },
        { to: '/votes', name: 'votes', icon: IconCheckbox, isFor: may('votes:read') },
      ],
    },
    {
      name: 'opportunities',
      items: [
        { to: '/opportunities', name: 'notices', icon: IconSpeakerphone, isFor: seesOpportunities },
        { to: '/for-my-company', name: 'matches', icon: IconTargetArrow, isFor: hasCompany },
        { to: '/saved-searches', name: 'savedSearches', icon: IconBookmark, isFor: isOfCluster },
        { to: '/award-history', name: 'awardHistory', icon: IconTrophy, isFor: isOfCluster },
        { to: '/calendar', name: 'calendar', icon: IconCalendarDue, isFor: isOfCluster },
      ],
    },
    {
      name: 'settings',
      items: [
        { to: '/settings/import', name: 'import', icon: IconFileImport, isFor: may('notices:import') },
        { to: '/settings/tender-feed', name: 'tenderFeed', icon: IconRss, isFor: seesTenderFeed },
        {
          to: '/settings/code-lists',
          name: 'codeLists',
          icon: IconListNumbers,
          isFor: may('notices:import'),
        },
        { to: '/settings/dues', name: 'fees', icon: IconReceiptEuro, isFor: may('dues:manage') },
        { to: '/settings/mail', name: 'mail', icon: IconMailForward, isFor: may('mail:read') },
        { to: '/settings/invitations', name: 'people', icon: IconUsersPlus, isFor: may('invitations:send') },
        { to: '/activity', name: 'activity', icon: IconActivity, isFor: may('activity:read') },
      ],
    },
  ]
}

/** The groups that hold something for this hat. */
export function navigationFor(session: Session): NavGroup[] {
  return allGroups(session)
    .map((group) => ({ ...group, items: group.items.filter((item) => item.isFor(session)) }))
    .filter((group) => group.items.length > 0)
}

/** The four places a thumb reaches on a phone; everything else is in the menu. */
export function thumbItems(session: Session): NavItem[] {
  const wanted: PageName[] = [
    'home',
    isCompanyPerson(session.hat.role) ? 'ownCompany' : 'companies',
    'notices',
    'matches',
  ]
  const open = navigationFor(session).flatMap((group) => group.items)
  return wanted.flatMap((name) => open.filter((item) => item.name === name))
}

/** Pages the search finds by name though no sidebar shows them. */
export const hiddenPages: NavItem[] = [
  { to: '/notifications', name: 'notifications', icon: IconBell, isFor: everybody },
  { to: '/account', name: 'account', icon: IconUserCircle, isFor: everybody },
]

function everybody(): boolean {
  return true
}
