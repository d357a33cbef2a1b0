import { countMembers, searchMembers } from '#domains/members/public.ts'
import { countNotices, searchNotices } from '#domains/opportunities/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { type Actor, isStaff } from '#platform/identity/actor.ts'

const perGroup = 6

/** One search over everything the caller may see; groups without a hit are left out. */
export async function search(tx: Tx, words: string) {
  const members = await searchMembers(tx, words, perGroup)
  const notices = await searchNotices(tx, words, perGroup)
  const groups = [
    {
      kind: 'companies' as const,
      items: members.companies.map((one) => ({
        id: one.id,
        title: one.title,
        subtitle: one.country,
        href: `/members/${one.id}`,
      })),
    },
    {
      kind: 'people' as const,
      items: members.people.map((one) => ({
        id: one.id,
        title: one.title,
        subtitle: [one.jobTitle, one.companyName].filter(Boolean).join(', '),
        href: `/members/${one.companyId}?tab=people`,
      })),
    },
    {
      kind: 'products' as const,
      items: members.products.map((one) => ({
        id: one.id,
        title: one.title,
        subtitle: one.companyName,
        href: `/members/${one.companyId}?tab=products`,
      })),
    },
    {
      kind: 'notices' as const,
      items: notices.map((one) => ({
        id: one.id,
        title: one.title,
        subtitle: one.buyer,
        href: `/opportunities/${one.id}`,
      })),
    },
  ]
  return { groups: groups.filter((group) => group.items.length > 0) }
}

/** What waits for the caller, as counts. */
export async function readOverview(tx: Tx, actor: Actor, now: Date) {
  const members = await countMembers(tx, now.toISOString().slice(0, 10))
  const notices = await countNotices(tx, actor, now)
  if (isStaff(actor)) return { ...members, ...notices }
  return {
    companies: members.companies,
    ...notices,
    ...(actor.companyId ? { companyId: actor.companyId } : {}),
  }
}
