import type { Pool } from 'pg'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { verifyChain } from '#platform/journal/verify.ts'
import type { Ledger } from './ledger.ts'
import { noticeIdOf } from './notice-files.ts'

export type Found = { lost: string[]; doubled: string[]; faults: string[]; entries: number }

/** Compares what was acknowledged with what one moment of the database holds, read past the app. */
export async function check(owner: Pool, clusterId: string, ledger: Ledger): Promise<Found> {
  // Taken before the database is looked at: what is acknowledged later is the next check's.
  const created = new Map(ledger.created)
  const edited = [...ledger.edited].map(([id, versions]) => [id, new Map(versions)] as const)
  const imported = new Map(ledger.imported)
  const found: Found = { lost: [], doubled: [], faults: [], entries: 0 }
  const scope = { clusterId, accountId: '', role: 'system', companyId: null }
  await inTransaction(owner, scope, async (tx) => {
    await checkCreates(tx, created, found)
    await checkEdits(tx, edited, found)
    await checkImports(tx, imported, found)
    await checkHalves(tx, found)
    const chain = await verifyChain(tx, clusterId)
    found.entries = chain.entries
    for (const { number, fault } of chain.faults) found.faults.push(`journal entry ${number}: ${fault}`)
  })
  return found
}

/** True once no import waits or runs any more. */
export async function unfinishedImports(owner: Pool): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM notice_import WHERE status IN ('waiting', 'running')",
  )
  return rows[0]?.count ?? 0
}

/** Once everything has ended: each import went through once, and holds what its file held. */
export async function checkFinishedImports(owner: Pool, ledger: Ledger): Promise<Found> {
  const found: Found = { lost: [], doubled: [], faults: [], entries: 0 }
  const { rows } =
    await owner.query<ImportRow>(`SELECT i.id, i.name, i.status, i.added, i.updated, i.unchanged, i.refused,
      i.entries_done AS done,
      (SELECT count(*)::int FROM journal_entry j WHERE j.cluster_id = i.cluster_id AND j.object_id = i.id
        AND j.action = 'opportunities/import-finished') AS endings
    FROM notice_import i WHERE i.source = 'file'`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const [id, { name, files, numbers }] of ledger.imported) {
    const row = byId.get(id)
    if (!row) continue
    if (row.status !== 'finished' || row.endings !== 1)
      found.faults.push(`import ${name}: ${row.status}, ended ${row.endings} times`)
    if (row.done !== files) found.lost.push(`import ${name}: ${row.done} of ${files} files`)
    if (numbers.length > 0 && row.added !== files)
      found.faults.push(`import ${name}: ${row.added} of ${files} counted as added`)
  }
  const { rows: jobs } = await owner.query<{ name: string; count: number }>(
    "SELECT name, count(*)::int AS count FROM pgboss.job WHERE name LIKE '%.dead' GROUP BY 1",
  )
  for (const { name, count } of jobs) found.faults.push(`${count} jobs were given up: ${name}`)
  return found
}

type ImportRow = {
  id: string
  name: string
  status: string
  added: number
  updated: number
  unchanged: number
  refused: number
  done: number
  endings: number
}

async function checkCreates(tx: Tx, created: Ledger['created'], found: Found): Promise<void> {
  const { rows } = await tx.client.query<{ name: string; ids: string[] }>(
    `SELECT name, array_agg(id::text) AS ids FROM (
       SELECT legal_name AS name, id FROM company UNION ALL SELECT name, id FROM product WHERE name LIKE 'writer %') all_of_them
     GROUP BY name`,
  )
  const held = new Map(rows.map(({ name, ids }) => [name, ids]))
  for (const [name, { id }] of created) if (!held.get(name)?.includes(id)) found.lost.push(name)
  for (const { name, ids } of rows) if (ids.length > 1) found.doubled.push(`${name} ×${ids.length}`)
}

/** An acknowledged version is either what is stored, or stands in the history before what is stored. */
async function checkEdits(
  tx: Tx,
  edited: (readonly [string, Map<number, string>])[],
  found: Found,
): Promise<void> {
  for (const [id, versions] of edited) {
    const { rows } = await tx.client.query<{ version: number; name: string; subjects: (string | null)[] }>(
      `SELECT version, name, ARRAY(SELECT p.payload ->> 'subject' FROM journal_payload p
         WHERE p.payload ->> 'partId' = $1::text ORDER BY p.number) AS subjects
       FROM product WHERE id = $1::uuid`,
      [id],
    )
    const [row] = rows
    if (!row) {
      found.lost.push(`the edited product ${id}`)
      continue
    }
    if (row.subjects.length !== row.version)
      found.faults.push(
        `product ${id}: version ${row.version}, but ${row.subjects.length} entries in the journal`,
      )
    for (const [version, name] of versions) {
      if (version > row.version || row.subjects[version - 1] !== name)
        found.lost.push(`${name} (version ${version})`)
    }
    const newest = versions.get(row.version)
    if (newest !== undefined && newest !== row.name) found.lost.push(`${newest}, stored is ${row.name}`)
  }
}

async function checkImports(tx: Tx, imported: Ledger['imported'], found: Found): Promise<void> {
  const { rows } = await tx.client.query<{ id: string; wrong: boolean; finished: boolean }>(
    `SELECT id, status = 'finished' AS finished, added + updated + unchanged + refused <> entries_done AS wrong
     FROM notice_import`,
  )
  for (const { id, wrong } of rows) if (wrong) found.faults.push(`import ${id}: its counts do not add up`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const { rows: notices } = await tx.client.query<{ official: string; count: number }>(
    "SELECT official_id AS official, count(*)::int AS count FROM notice WHERE official_id LIKE '00000000-0000-4000-8000-%' GROUP BY 1",
  )
  const held = new Map(notices.map(({ official, count }) => [official, count]))
  for (const { official, count } of notices) if (count > 1) found.doubled.push(`notice ${official} ×${count}`)
  for (const [id, { name, numbers }] of imported) {
    const row = byId.get(id)
    if (!row) found.lost.push(`import ${name}`)
    if (!row?.finished) continue
    const missing = numbers.filter((number) => !held.has(noticeIdOf(number)))
    if (missing.length > 0) found.lost.push(`${missing.length} notices of the finished import ${name}`)
  }
}

/** What belongs together is stored together: a change and its entry, an entry and its payload, a key and its effect. */
async function checkHalves(tx: Tx, found: Found): Promise<void> {
  for (const [what, sql] of Object.entries(halves)) {
    const { rows } = await tx.client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`)
    const count = rows[0]?.count ?? 0
    if (count > 0) found.faults.push(`${count} ${what}`)
  }
}

const entryOf = (action: string, id: string) =>
  `SELECT FROM journal_entry j WHERE j.cluster_id = x.cluster_id AND j.action = '${action}' AND j.object_id = ${id}`
const halves = {
  'companies without an entry that added them': `company x WHERE NOT EXISTS (${entryOf('members/company-added', 'x.id')})`,
  'products without an entry that added them': `product x WHERE x.name LIKE 'writer %' AND NOT EXISTS (SELECT FROM journal_payload p
    WHERE p.cluster_id = x.cluster_id AND p.payload ->> 'partId' = x.id::text)`,
  'entries about products that are not there': `journal_entry x JOIN journal_payload p USING (cluster_id, number)
    WHERE x.action = 'members/product-added' AND NOT EXISTS (SELECT FROM product WHERE id::text = p.payload ->> 'partId')`,
  'entries without a payload': `journal_entry x WHERE NOT EXISTS (SELECT FROM journal_payload p
    WHERE p.cluster_id = x.cluster_id AND p.number = x.number)`,
  'notices without a name to find them by': `notice x WHERE NOT EXISTS (SELECT FROM notice_alias a
    WHERE a.cluster_id = x.cluster_id AND a.notice_id = x.id)`,
  'notices of imports that are not there': `notice x WHERE x.import_id IS NOT NULL AND NOT EXISTS (SELECT FROM notice_import i
    WHERE i.cluster_id = x.cluster_id AND i.id = x.import_id)`,
  'imports without an entry that started them': `notice_import x WHERE NOT EXISTS (${entryOf('opportunities/import-started', 'x.id')})`,
}
