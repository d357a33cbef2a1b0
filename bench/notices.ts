// Notices in one cluster of 100 members: how fast they are imported and matched, and how long the list and the page of
// a notice take among 10,000. Goals: import 100 notices a second, list and page within 100 ms at the 95th percentile.
// Run: node bench/notices.ts
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importNotices, matchWaiting, openDesk } from '#domains/opportunities/jobs.ts'
import { listForMyCompany } from '#domains/opportunities/queries/for-company.ts'
import { listNotices } from '#domains/opportunities/queries/list.ts'
import { readNotice } from '#domains/opportunities/queries/notice.ts'
import { noticeQuery } from '#domains/opportunities/schema.ts'
import { readConfig } from '#platform/config.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { readUpload } from '#platform/files/archive.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { openHouse } from '#server/house.ts'
import { openBigCluster } from './big-cluster.ts'
import { noticesFolder } from './notice-archives.ts'

const members = 100
const wanted = 10_000
const rounds = 40
const archives = [
  'ted-xml-group-awards.tar.gz',
  'ted-xml-defence-2009-81.tar.gz',
  'eforms-xml-published-2022-2024.tar.gz',
  'ted-xml-estonia.tar.gz',
]

/** Copies of the imported notices under numbers of their own; every fifth is a call open for some weeks. */
const multiply = `
  INSERT INTO notice (cluster_id, id, key, format, kind, published_on, is_defence, title, summary, languages, cpv_main, cpv,
    countries, nuts, buyer_names, buyer_key, buyer_country, value_cents, currency, deadline, tender_deadline, open_until,
    is_eu_funded, needs_clearance, document, sha256, search, imported_at, changed_at, match_done)
  SELECT cluster_id, gen_random_uuid(), 'copy-' || n, format, CASE WHEN n % 5 = 0 THEN 'competition' ELSE kind END,
    ($3::timestamptz - n % 700 * interval '1 day')::date, is_defence, title, summary, languages, cpv_main, cpv, countries, nuts,
    buyer_names, buyer_key, buyer_country, value_cents, currency, due, due, due, is_eu_funded, needs_clearance, document,
    md5(n::text), search, imported_at, changed_at, CASE WHEN n % 5 = 0 THEN 0 ELSE 1 END
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS many FROM notice WHERE cluster_id = $1) source,
    LATERAL (SELECT n, CASE WHEN n % 5 = 0 THEN $3::timestamptz + n % 60 * interval '1 day' END AS due
      FROM generate_series(place, $2 - many, many) n) copies`

const folder = noticesFolder()
if (folder === undefined) console.log('skipped: no shared data')
else await measure(folder)

async function measure(from: string): Promise<void> {
  const big = await openBigCluster(members)
  const data = mkdtempSync(join(tmpdir(), 'talgud-bench-'))
  const { house, close } = await openHouse(readConfig({ TALGUD_DATA: data, LOG_LEVEL: 'error' }), big.app)
  const { clusterId, owner } = big
  const scope = (role: string, companyId: string | null = null) => ({
    clusterId,
    accountId: '',
    role,
    companyId,
  })
  const manager: Actor = {
    accountId: null,
    name: '',
    language: 'en',
    role: 'cluster-manager',
    clusterId,
    companyId: null,
  }

  try {
    for (const name of ['first run', 'second run, all known']) {
      let notices = 0
      const [began, cpu] = [performance.now(), process.cpuUsage()]
      await importNotices(house, clusterId, readAll(from), () => {
        notices += 1
      })
      say(`import, ${name}`, began, cpu, notices)
    }

    const now = house.clock.now()
    await owner.query(multiply, [clusterId, wanted, now])
    const open = await owner.query<{ count: number }>(
      'SELECT count(*)::int FROM notice WHERE open_until >= $1',
      [now],
    )
    const desk = openDesk()
    const [began, cpu] = [performance.now(), process.cpuUsage()]
    await matchWaiting(house, desk, clusterId)
    say(`match with ${members} members (no label list)`, began, cpu, open.rows[0]?.count ?? 0)
    await desk.close()
    await owner.query('VACUUM ANALYZE')
    const { rows } = await owner.query<{ notices: number; matches: number; id: string; company: string }>(
      `SELECT (SELECT count(*)::int FROM notice) AS notices, count(*)::int AS matches,
        (array_agg(notice_id ORDER BY score DESC))[1] AS id, (array_agg(company_id ORDER BY score DESC))[1] AS company FROM notice_match`,
    )
    const { notices = 0, matches = 0, id = '', company = '' } = rows[0] ?? {}
    console.log(
      `\n${notices} notices, ${open.rows[0]?.count} open, ${matches} matches; ms: median, 95th percentile`,
    )

    const admin: Actor = { ...manager, role: 'company-admin', companyId: company }
    const list = (query: object) => (tx: Tx) => listNotices(tx, manager, now, noticeQuery.parse(query))
    const cases: [string, (tx: Tx) => Promise<unknown>, Actor][] = [
      ['list, open', list({}), manager],
      ['list, open, by best score', list({ sort: '-score', minScore: '20' }), manager],
      ['list, open, words', list({ q: 'vehicle repair' }), manager],
      ['list, all', list({ state: 'all' }), manager],
      ['list, all, words', list({ state: 'all', q: 'vehicle repair' }), manager],
      ['list, all, codes and country', list({ state: 'all', cpv: '35,50', country: 'FR,DE' }), manager],
      ['list, page 100', list({ state: 'all', page: '100' }), manager],
      ['one notice', (tx) => readNotice(tx, manager, now, id), manager],
      ['for my company', (tx) => listForMyCompany(tx, admin, now), admin],
    ]
    for (const [name, work, actor] of cases) {
      const times: number[] = []
      for (let round = -3; round < rounds; round += 1) {
        const start = performance.now()
        await inTransaction(house.pool, scope(actor.role, actor.companyId), work)
        if (round >= 0) times.push(performance.now() - start)
      }
      times.sort((a, b) => a - b)
      const at = (share: number) =>
        (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1).padStart(8)
      console.log(`${name.padEnd(34)}${at(0.5)}${at(0.95)}`)
    }
  } finally {
    await close()
    await big.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function* readAll(from: string) {
  for (const name of archives) yield* readUpload({ name, path: join(from, name) })
}

function say(name: string, began: number, cpu: NodeJS.CpuUsage, count: number): void {
  const seconds = (performance.now() - began) / 1000
  const used = process.cpuUsage(cpu)
  const cpuMs = (used.user + used.system) / 1000 / Math.max(count, 1)
  console.log(
    `${name.padEnd(44)}${String(count).padStart(6)} in ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second, ${cpuMs.toFixed(1)} ms of our CPU each`,
  )
}
