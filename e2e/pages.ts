import type { Page } from 'playwright-core'
import type { Stage } from './stage.ts'

export type Address = {
  path: string
  /** Open to those who have not signed in. */
  isOutside: boolean
  /** A tab or drawer of a page that is in the list itself. */
  isFace: boolean
}

/** An address of every page there is, taken from the router itself, so that a new page is visited too. */
export async function everyAddress(page: Page, stage: Stage): Promise<Address[]> {
  const routes = await page.evaluate<{ path: string; id: string }[]>(
    'Object.values(window.__TSR_ROUTER__.routesByPath).map((route) => ({ path: route.fullPath, id: route.id }))',
  )
  const ids = await findIds(stage)
  return routes.flatMap(({ path, id }) => {
    const isOutside = id.startsWith('/outside')
    const filled = path.replaceAll(/\$(\w+)/g, (sign) => fill(path, sign, ids))
    const searches = (faces[path] ?? []).map((search) => search.replace('$mail', ids.mail))
    return [
      { path: filled, isOutside, isFace: false },
      ...searches.map((search) => ({ path: `${filled}?${search}`, isOutside, isFace: true })),
    ]
  })
}

/** What else a page shows under another search: its tabs, its drawers. */
const faces: Record<string, string[]> = {
  '/members': ['q=drone', 'q=nothing-is-called-this'],
  '/members/$id': ['products', 'capabilities', 'references', 'certificates', 'people', 'history'].map(
    (tab) => `tab=${tab}`,
  ),
  '/members/capability-map': ['by=supply-group'],
  '/opportunities/new': ['kind=request'],
  '/opportunities/$id': ['tab=lots', 'tab=awards', 'tab=history'],
  '/settings/invitations': ['view=invitations', 'view=tokens'],
  '/settings/mail': ['mail=$mail'],
  '/settings/dues': ['tab=terms'],
  '/invoices': ['status=overdue'],
}

type Ids = {
  company: string
  product: string
  notice: string
  import: string
  mail: string
  invoice: string
  application: string
  vote: string
}

function fill(path: string, sign: string, ids: Ids): string {
  if (sign === '$id' && path.startsWith('/members/')) return ids.company
  if (sign === '$id' && path.startsWith('/opportunities/')) return ids.notice
  if (sign === '$id' && path.startsWith('/settings/import/')) return ids.import
  if (sign === '$id' && path.startsWith('/invoices/')) return ids.invoice
  if (sign === '$id' && path.startsWith('/applications/')) return ids.application
  if (sign === '$id' && path.startsWith('/votes/')) return ids.vote
  if (sign === '$kind') return 'products'
  if (sign === '$partId') return ids.product
  if (sign === '$token') return 'a-token-that-nobody-was-sent'
  throw new Error(`Say in e2e/pages.ts what ${sign} is in an address such as ${path}.`)
}

async function findIds({ owner }: Stage): Promise<Ids> {
  const { rows } = await owner.query<Ids>(`SELECT
    (SELECT id FROM company WHERE legal_name LIKE 'Kaarnatiib%') AS company,
    (SELECT id FROM product WHERE name = 'Ronk-3') AS product,
    (SELECT notice_id FROM notice_match ORDER BY score DESC LIMIT 1) AS notice,
    (SELECT id FROM notice_import LIMIT 1) AS import,
    (SELECT id FROM mail LIMIT 1) AS mail,
    (SELECT i.id FROM invoice i JOIN company c ON c.id = i.company_id WHERE c.legal_name LIKE 'Kaarnatiib%' LIMIT 1) AS invoice,
    (SELECT id FROM application WHERE status = 'waiting' LIMIT 1) AS application,
    (SELECT id FROM vote WHERE closed_at IS NULL LIMIT 1) AS vote`)
  const [ids] = rows
  const missing = Object.entries(ids ?? {}).filter(([, id]) => id === null)
  if (!ids || missing.length > 0)
    throw new Error(`The demo has no ${missing.map(([name]) => name).join(', ')}.`)
  return ids
}
