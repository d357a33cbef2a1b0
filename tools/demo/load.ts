import { addCompany } from '#domains/members/commands/company.ts'
import { setMembership } from '#domains/members/commands/membership.ts'
import { addPart } from '#domains/members/commands/parts.ts'
import { membershipInput } from '#domains/members/schema.ts'
import { importNotices } from '#domains/opportunities/jobs.ts'
import { nameCodeListKeeper } from '#domains/vocabulary/public.ts'
import type { Config } from '#platform/config.ts'
import { openPool } from '#platform/db/pool.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { demoPassword } from '#platform/identity/demo.ts'
import { hashPassword } from '#platform/identity/passwords.ts'
import { account, accountSecret, cluster, hat } from '#platform/identity/tables.ts'
import { openLog } from '#platform/log.ts'
import { newId } from '#platform/new-id.ts'
import { openHouse } from '#server/house.ts'
import type { OpenDatabase } from '#server/open-database.ts'
import { demoCluster } from './cluster.ts'
import { demoCompanies } from './companies.ts'
import { toCompanyInput, toParts } from './company-input.ts'
import { addDemoDues } from './dues.ts'
import { addDays, renderAward, renderNotice } from './notice-xml.ts'
import { demoAwards, demoNotices } from './notices.ts'
import { demoPeers } from './peers.ts'
import { demoOutsiders } from './people.ts'
import type { DemoCompany } from './types.ts'

/** Loads the invented cluster into an installation that has none yet; every step through the product's own commands. */
export async function loadDemoCluster(
  config: Config,
  database: OpenDatabase,
  say: (line: string) => void,
): Promise<void> {
  const { house, close } = await openHouse(config, database.app)
  try {
    const isNew = await inTransaction(
      house.pool,
      'gate',
      async (tx) => (await tx.select().from(cluster).limit(1)).length === 0,
    )
    if (!isNew) return

    const today = house.clock.now().toISOString().slice(0, 10)
    const passwordHash = await hashPassword(demoPassword)
    const actor = await addClusters(house, passwordHash)
    await letKeepCodeLists(database, actor.clusterId)
    for (const company of demoCompanies) await addDemoCompany(house, actor, company, today, passwordHash)
    say(`invented ${demoCompanies.length} companies and their people`)
    await addDemoDues(house, actor)
    say('invented fees, invoices, an application and votes')

    const files = [
      ...demoNotices.map((notice, index) => fileOf(notice.key, renderNotice(notice, index + 1, today))),
      ...demoAwards.map((award, index) => fileOf(award.key, renderAward(award, index + 501, today))),
    ]
    const done = await importNotices(house, actor.clusterId, files, undefined, {
      name: 'demo',
      source: 'demo',
    })
    say(`imported ${done.added} invented notices`)
  } finally {
    await close()
  }
}

/** The demo's own cluster may try the page of code lists; its peers read along. */
async function letKeepCodeLists(database: OpenDatabase, clusterId: string): Promise<void> {
  const pool = openPool(database.owner, openLog('warn'), { max: 1 })
  try {
    await inTransaction(pool, 'gate', (tx) => nameCodeListKeeper(tx, clusterId, true))
  } finally {
    await pool.end()
  }
}

type People = { email: string; name: string; language: 'en' | 'et' }

/** The cluster with its staff and guests, and the three peers, each with a manager of its own. */
async function addClusters(house: House, passwordHash: string): Promise<Actor> {
  return inTransaction(house.pool, 'gate', async (tx) => {
    const home = await addCluster(tx, demoCluster.key, `${demoCluster.shortName} (demo)`, demoCluster.country)
    for (const one of demoOutsiders) {
      const id = await ensureAccount(tx, one, passwordHash)
      await tx.insert(hat).values({ clusterId: home, id: newId(), accountId: id, role: one.hat })
    }
    for (const peer of demoPeers) {
      const clusterId = await addCluster(tx, peer.key, `${peer.name} (demo)`, peer.country)
      const contact = { email: peer.contactEmail, name: peer.contactName, language: 'en' as const }
      const id = await ensureAccount(tx, contact, passwordHash)
      await tx.insert(hat).values({ clusterId, id: newId(), accountId: id, role: 'cluster-manager' })
    }
    return systemActor(home)
  })
}

async function addCluster(tx: Tx, slug: string, name: string, country: string): Promise<string> {
  const id = newId()
  await tx.insert(cluster).values({ id, slug, name, country, isDemo: true })
  return id
}

async function ensureAccount(tx: Tx, one: People, passwordHash: string): Promise<string> {
  const id = newId()
  const email = one.email.toLowerCase()
  const [made] = await tx
    .insert(account)
    .values({ id, email, name: one.name, language: one.language })
    .onConflictDoUpdate({ target: account.email, set: { name: one.name } })
    .returning({ id: account.id })
  const accountId = made?.id ?? id
  await tx.insert(accountSecret).values({ accountId, passwordHash }).onConflictDoNothing()
  return accountId
}

async function addDemoCompany(
  house: House,
  actor: Actor,
  company: DemoCompany,
  today: string,
  passwordHash: string,
): Promise<void> {
  const scope = { clusterId: actor.clusterId, accountId: '', role: 'system', companyId: null }
  const now = house.clock.now()
  const id = await inTransaction(house.pool, scope, async (tx) => {
    const companyId = await addCompany(tx, actor, now, toCompanyInput(company))
    const joined = addDays(today, -company.joinedDaysAgo)
    await setMembership(
      tx,
      actor,
      now,
      companyId,
      0,
      membershipInput.parse({ status: 'active', appliedOn: joined, approvedOn: joined, startsOn: joined }),
    )
    for (const { kind, input } of toParts(company, today))
      await addPart(tx, actor, now, companyId, kind, input)
    return companyId
  })

  await inTransaction(house.pool, 'gate', async (tx) => {
    for (const one of company.people) {
      const accountId = await ensureAccount(tx, one, passwordHash)
      const role = one.isCompanyAdmin ? ('company-admin' as const) : ('company-member' as const)
      await tx.insert(hat).values({ clusterId: actor.clusterId, id: newId(), accountId, role, companyId: id })
    }
  })
}

function fileOf(key: string, xml: string) {
  return {
    name: `${key}.xml`,
    bytes: new TextEncoder().encode(xml),
    type: { kind: 'xml' as const, mime: 'application/xml' },
  }
}
