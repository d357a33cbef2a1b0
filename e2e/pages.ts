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
  '/exchange/$id': ['show=doubtful', 'show=left-out'],
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
  list: string
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
  if (sign === '$id' && path.startsWith('/exchange/')) return ids.list
  if (sign === '$kind') return 'products'
  if (sign === '$partId') return ids.product
  if (sign === '$token') return 'a-token-that-nobody-was-sent'
  throw new Error(`Say in e2e/pages.ts what ${sign} is in an address such as ${path}.`)
}

async function findIds({ owner }: Stage): Promise<Ids> {
  await owner.query(plantedList)
  const { rows } = await owner.query<Ids>(`SELECT
    (SELECT id FROM company WHERE legal_name LIKE 'Kaarnatiib%') AS company,
    (SELECT id FROM product WHERE name = 'Ronk-3') AS product,
    (SELECT notice_id FROM notice_match ORDER BY score DESC LIMIT 1) AS notice,
    (SELECT id FROM notice_import LIMIT 1) AS import,
    (SELECT id FROM member_import LIMIT 1) AS list,
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

/** A list that was compared, with a row of every kind: the demo has none. */
const plantedList = `
  WITH home AS (SELECT cluster_id, id, legal_name FROM company WHERE legal_name LIKE 'Kaarnatiib%'),
  list AS (
    INSERT INTO member_import (cluster_id, id, name, source, status, sheets, plan, started_at)
    SELECT cluster_id, gen_random_uuid(), 'liikmed.xlsx', 'page', 'checked', '[{"name": "Liikmed", "rows": 5}]',
      '{"kind": "companies", "sheet": 0, "headerRow": 0, "columns": ["company.legalName", "company.website"],
        "country": "EE", "dateOrder": "dmy", "rule": "take", "fieldRules": {}, "headers": ["Nimi", "Koduleht"],
        "samples": [["Kaarnatiib"], []], "isRemembered": false}', now()
    FROM home RETURNING cluster_id, id)
  INSERT INTO member_import_item (cluster_id, import_id, number, part, outcome, label, target_id, facts, before, candidates, problems)
  SELECT list.cluster_id, list.id, kind.number, 'company', kind.outcome, 'Kaarnatiib', home.id,
    '{"legalName": "Kaarnatiib", "website": "https://kaarnatiib.example"}',
    '{"legalName": "Kaarnatiib OÜ"}',
    jsonb_build_array(jsonb_build_object('id', home.id, 'label', home.legal_name, 'score', 0.9, 'signs', '["similar-name"]'::jsonb,
      'against', '[]'::jsonb, 'row', NULL)),
    '[{"severity": "cell", "code": "website", "column": 1, "field": "company.website", "cell": "x y"}]'
  FROM list, home, (VALUES (2, 'new'), (3, 'change'), (4, 'doubtful'), (5, 'problem'), (6, 'left-out'), (7, 'same')) kind(number, outcome)`
