import type { Pool } from 'pg'
import { numberedNotice, storeNotices } from '#domains/opportunities/factory.ts'
import { sendAllDigests } from '#domains/opportunities/jobs/digests.ts'
import { readConfig } from '#platform/config.ts'
import { newId } from '#platform/new-id.ts'
import { openHouse } from '#server/house.ts'
import { openBigCluster } from './big-cluster.ts'

// A morning's digests: how long until 10,000 people have their mail about what is new in their saved search.

const people = Number(process.argv.find((arg) => /^\d+$/.test(arg)) ?? 10_000)
const companies = 500
const known = 2_000
const fresh = 100

const cluster = await openBigCluster(companies)
const { house, close } = await openHouse(
  { ...readConfig({ TALGUD_DATA: '/tmp/talgud-bench', LOG_LEVEL: 'error', PORT: '0' }) },
  cluster.app,
)
try {
  await subscribe(cluster.owner)
  for (let at = 0; at < known + fresh; at += 50) {
    if (at === known) await cluster.owner.query('UPDATE search_digest SET since = clock_timestamp()')
    await storeNotices(
      house,
      cluster.clusterId,
      Array.from({ length: 50 }, (_, place) => {
        const number = at + place + 1
        const words = [
          'radios',
          'goggles',
          'drones',
          'kitchens',
          'tents',
          'boats',
          'vests',
          'masts',
          'cables',
          'maps',
        ]
        return numberedNotice(number, {
          title: { en: `Field ${words[number % words.length]} ${number}` },
          description: {},
          tenderDeadline: { date: '2035-01-15' },
        })
      }),
    )
  }
  await match(cluster.owner)
  await cluster.owner.query('ANALYZE')

  const home = { id: cluster.clusterId, name: 'Bench', timeZone: 'Europe/Tallinn' }
  const first = await run('first morning: something new for everybody', home)
  const second = await run('next morning: nothing new for anybody', home)
  const { rows } = await cluster.owner.query<{ mails: number; told: number }>(
    'SELECT (SELECT count(*)::int FROM mail) AS mails, (SELECT count(*)::int FROM search_digest_told) AS told',
  )
  console.log(`${rows[0]?.mails} mails that tell ${rows[0]?.told} times of a notice, each once`)
  if (first !== people || second !== people || rows[0]?.mails !== people)
    throw new Error('Somebody was left out or told twice.')
} finally {
  await close()
  await cluster.stop()
}

async function run(what: string, home: { id: string; name: string; timeZone: string }): Promise<number> {
  await cluster.owner.query("UPDATE search_digest SET next_at = now() - interval '1 minute'")
  const cpu = process.cpuUsage()
  const began = performance.now()
  const done = await sendAllDigests(house, home, Date.now() + 60 * 60_000)
  const seconds = (performance.now() - began) / 1000
  const used = process.cpuUsage(cpu)
  const processor = (used.user + used.system) / 1e6
  console.log(
    `${what}: ${done} people in ${seconds.toFixed(1)} s (${(done / seconds).toFixed(0)} a second), ${processor.toFixed(1)} s of processor, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
  )
  return done
}

/** Company people with a search of their own each, every third one shared by a colleague. */
async function subscribe(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM company ORDER BY id')
  const words = [
    'radios',
    'goggles',
    'drones',
    'kitchens',
    'tents',
    'boats',
    'vests',
    'masts',
    'cables',
    'maps',
  ]
  const made = Array.from({ length: people }, (_, place) => ({
    account: newId(),
    hat: newId(),
    search: newId(),
    digest: newId(),
    company: rows[place % rows.length]?.id,
    word: words[place % words.length],
    place,
  }))
  for (let at = 0; at < made.length; at += 1_000) {
    const some = JSON.stringify(made.slice(at, at + 1_000))
    const given =
      'jsonb_to_recordset($1::jsonb) AS g(account uuid, hat uuid, search uuid, digest uuid, company uuid, word text, place int)'
    await owner.query(
      `INSERT INTO account (id, email, name) SELECT account, 'p' || place || '@bench.example', 'Person ' || place FROM ${given}`,
      [some],
    )
    await owner.query(
      `INSERT INTO hat (cluster_id, id, account_id, role, company_id) SELECT $2, hat, account, 'company-member', company FROM ${given}`,
      [some, cluster.clusterId],
    )
    await owner.query(
      `INSERT INTO saved_search (cluster_id, id, owner_id, company_id, name, address, sharing, created_at)
       SELECT $2, search, account, company, word, jsonb_build_object('q', word), 'mine', now() - interval '2 days' FROM ${given}`,
      [some, cluster.clusterId],
    )
    await owner.query(
      `INSERT INTO search_digest (cluster_id, id, search_id, account_id, company_id, rhythm, hour, weekday, since, next_at)
       SELECT $2, digest, search, account, company, 'daily', 8, 1, now() - interval '2 days', now() FROM ${given}`,
      [some, cluster.clusterId],
    )
  }
}

/** Made-up fits: ten members a notice. */
async function match(owner: Pool): Promise<void> {
  await owner.query(
    `INSERT INTO notice_match (cluster_id, notice_id, company_id, score, eligible, why, eligibility, computed_at)
     SELECT n.cluster_id, n.id, c.id, 40 + (c.place % 50), 'yes',
       '[{"kind": "words", "share": 1, "words": ["field"], "ownWords": ["field"], "source": {"kind": "product", "id": "x", "name": "Thing"}}]', '[]', now()
     FROM notice n CROSS JOIN LATERAL (SELECT id, row_number() OVER (ORDER BY md5(id::text || n.id::text)) AS place FROM company
       WHERE cluster_id = n.cluster_id LIMIT 10) c`,
  )
}
