import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { countOver } from './commands.ts'

type Vote = {
  id: string
  state: string
  cast: number
  entitled: number
  ownChoice: string | null
  hasVoted: boolean | null
  noVote: string | null
  result: { counts: Record<string, number>; cast: number; entitled: number } | null
  choices: { companyName: string; optionId: string }[]
}

let world: World
let manager: Person
let rebane: Person
let kurg: Person
let guest: Person

beforeAll(async () => {
  world = await openWorld()
  manager = await world.person('cluster-manager')
  const full = await addTier('Full', true)
  const observer = await addTier('Observer', false)
  rebane = await addVoter('Rebane OÜ', full)
  kurg = await addVoter('Kurg AS', full)
  await addVoter('Silent OÜ', full)
  guest = await addVoter('Observer OÜ', observer)
})
afterAll(() => world.close())

async function addTier(name: string, hasVote: boolean): Promise<string> {
  const made = await manager.ask('POST', '/api/tiers', {
    name: { en: name, et: name },
    kind: 'full',
    hasVote,
  })
  const { items } = (await made.json()) as { items: { id: string; name: { en: string } }[] }
  return items.find((one) => one.name.en === name)?.id ?? ''
}

async function addVoter(name: string, tierId: string): Promise<Person> {
  const id = await world.addCompany(name)
  await manager.ask(
    'PUT',
    `/api/companies/${id}/membership`,
    { tierId, status: 'active' },
    { 'if-match': '"1"' },
  )
  return world.person('company-admin', id)
}

async function open(isSecret: boolean): Promise<string> {
  const closesAt = new Date(Date.now() + 86_400_000).toISOString()
  const body = { question: 'Shall we go?', options: ['Yes', 'No'], isSecret, closesAt }
  return ((await (await manager.ask('POST', '/api/votes', body)).json()) as Vote).id
}

const cast = (person: Person, id: string, optionId: string) =>
  person.ask('PUT', `/api/votes/${id}/ballot`, { optionId })
const read = (person: Person, id: string) => person.get<Vote>(`/api/votes/${id}`)
async function codeOf(response: Response) {
  return ((await response.json()) as { code: string }).code
}

describe('a vote', () => {
  test('is one of each company, changed until it ends', async () => {
    const id = await open(false)
    const second = await world.person('company-admin', rebane.actor.companyId)
    await cast(rebane, id, '1')
    await cast(second, id, '2')
    await cast(kurg, id, '1')
    const early = await read(rebane, id)
    const asKurg = await read(kurg, id)
    const closed = (await (await manager.ask('POST', `/api/votes/${id}/closing`)).json()) as Vote
    const late = await cast(kurg, id, '2')

    expect(early).toMatchObject({ cast: 2, entitled: 3, ownChoice: '2', result: null, choices: [] })
    expect(asKurg.ownChoice).toBe('1')
    expect(closed.result).toEqual({ counts: { 1: 1, 2: 1 }, cast: 2, entitled: 3 })
    expect(closed.choices).toEqual([
      { companyName: 'Kurg AS', optionId: '1' },
      { companyName: 'Rebane OÜ', optionId: '2' },
    ])
    expect(await codeOf(late)).toBe('votes/closed')
  })

  test('is none of a company whose membership carries none, nor of a member who is no admin', async () => {
    const id = await open(false)
    const member = await world.person('company-member', rebane.actor.companyId)

    const answers = [await cast(guest, id, '1'), await cast(member, id, '1'), await cast(rebane, id, '9')]

    expect([await codeOf(answers[0] as Response), answers[1]?.status, answers[2]?.status]).toEqual([
      'votes/no-vote',
      403,
      404,
    ])
    expect([(await read(guest, id)).noVote, (await read(member, id)).noVote]).toEqual(['tier', 'not-admin'])
  })

  test('in secret is known to its company while open, and to nobody once counted', async () => {
    const id = await open(true)
    await cast(rebane, id, '1')
    await cast(kurg, id, '2')
    const sightOf = async (role: string, companyId: string | null = null) => {
      const scope = { clusterId: world.clusterId, accountId: '', role, companyId }
      return inTransaction(world.house.pool, scope, async (tx) => {
        const { rows } = await tx.client.query('SELECT option_id FROM ballot WHERE vote_id = $1', [id])
        return rows.map((row) => row.option_id)
      })
    }
    const before = [
      await sightOf('cluster-manager'),
      await sightOf('auditor'),
      await sightOf('company-admin', kurg.actor.companyId),
    ]
    await manager.ask('POST', `/api/votes/${id}/closing`)
    const shown = await read(rebane, id)
    const { rows: left } = await world.owner.query(
      'SELECT DISTINCT option_id FROM ballot WHERE vote_id = $1',
      [id],
    )
    const { rows: journal } = await world.owner.query(
      `SELECT p.payload FROM journal_entry e JOIN journal_payload p USING (cluster_id, number)
       WHERE e.object_id = $1 AND e.action = 'votes/vote-cast'`,
      [id],
    )

    expect(before).toEqual([[], [], ['2']])
    expect(shown).toMatchObject({
      result: { counts: { 1: 1, 2: 1 }, cast: 2, entitled: 3 },
      choices: [],
      ownChoice: null,
    })
    expect(left).toEqual([{ option_id: null }])
    expect(journal.map(({ payload }) => Object.keys(payload).sort())).toEqual(
      Array(2).fill(['companyId', 'title']),
    )
  })

  test('is counted by the clock when its time is over', async () => {
    const id = await open(false)
    await cast(rebane, id, '1')
    const now = new Date(Date.now() + 2 * 86_400_000)
    const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
    await inTransaction(world.house.pool, scope, (tx) => countOver(tx, systemActor(world.clusterId), now))

    expect(await read(kurg, id)).toMatchObject({ state: 'closed', result: { cast: 1, entitled: 3 } })
  })

  test('of another cluster does not exist', async () => {
    const id = await open(false)
    const abroad = await world.person('cluster-manager', null, await world.addCluster('votes-abroad'))

    expect((await abroad.ask('GET', `/api/votes/${id}`)).status).toBe(404)
    expect((await abroad.get<{ items: unknown[] }>('/api/votes')).items).toEqual([])
  })
})
