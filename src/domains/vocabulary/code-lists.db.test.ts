import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { putCodes } from './commands.ts'
import type { CodeListImport } from './schema.ts'

let world: World
let keeper: Person
let abroad: Person

beforeAll(async () => {
  world = await openWorld()
  await world.owner.query('INSERT INTO code_list_keeper VALUES ($1)', [world.clusterId])
  keeper = await world.person('cluster-staff')
  abroad = await world.person('cluster-manager', null, await world.addCluster('abroad'))
})
afterAll(() => world.close())

function send(person: Person, name: string, bytes: Uint8Array | string): Promise<Response> {
  return Promise.resolve(
    world.app.request('http://localhost/api/code-list-imports', {
      method: 'POST',
      headers: {
        cookie: `__Host-talgud=${person.token}`,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(name),
      },
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    }),
  )
}

const skills = 'code,en,et\nA1,Welding,Keevitamine\nA2,Sewing,Õmblemine\n'

test('staff of a keeping cluster load a list, packed or not, every cluster reads it, and the journal tells', async () => {
  const plain = await send(keeper, 'skills.csv', skills)
  const packed = await send(keeper, 'skills.csv.gz', gzipSync('code,en\nA2,Needlework\nA3,Baking\n'))

  const counted = (list: string, codes: number) => ({
    name: 'skills.csv',
    lists: [{ list, codes }],
    refused: null,
  })
  expect([plain.status, await plain.json()]).toEqual([201, { files: [counted('skills', 2)] }])
  expect([packed.status, await packed.json()]).toEqual([201, { files: [counted('skills', 2)] }])
  const { items } = await abroad.get<{ items: unknown[] }>('/api/code-lists/skills/codes?language=et')
  expect(items).toEqual([
    { code: 'A1', parent: null, label: 'Keevitamine' },
    { code: 'A2', parent: null, label: 'Õmblemine' },
    { code: 'A3', parent: null, label: 'Baking' },
  ])
  const { items: feed } = await keeper.get<{ items: { action: string; objectTitle: string }[] }>(
    '/api/activity',
  )
  expect(feed.slice(0, 2).map(({ action, objectTitle }) => [action, objectTitle])).toEqual([
    ['vocabulary/code-lists-imported', 'skills.csv.gz'],
    ['vocabulary/code-lists-imported', 'skills.csv'],
  ])
})

test('only a keeping cluster’s staff may, and the page is told so', async () => {
  const admin = await world.person('company-admin', await world.addCompany('Kuuse Optika OÜ'))

  const refused = await send(abroad, 'stolen.csv', skills)
  const shut = await send(admin, 'stolen.csv', skills)

  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
    403,
    'code-lists/not-kept-here',
  ])
  expect([shut.status, ((await shut.json()) as { code: string }).code]).toEqual([403, 'platform/not-allowed'])
  const lists = async (person: Person) =>
    person.get<{ items: { list: string }[]; abilities: string[] }>('/api/code-lists')
  expect((await lists(keeper)).abilities).toEqual(['import'])
  expect((await lists(abroad)).abilities).toEqual([])
  expect((await lists(admin)).abilities).toEqual([])
  expect((await lists(keeper)).items.map(({ list }) => list)).not.toContain('stolen')
})

test('the second wall holds where a command forgets to ask', async () => {
  const write = (person: Person) =>
    inTransaction(
      world.house.pool,
      { clusterId: person.actor.clusterId, accountId: '', role: person.actor.role, companyId: null },
      (tx) => putCodes(tx, 'skills', [{ code: 'A1', labels: { en: 'Canary' } }]),
    )
  const member = await world.person('company-member', await world.addCompany('Räni Raadio AS'))

  await expect(write(abroad)).rejects.toMatchObject({ cause: { code: '42501' } })
  await expect(write(member)).rejects.toMatchObject({ cause: { code: '42501' } })
  const named = inTransaction(world.house.pool, 'gate', (tx) =>
    tx.execute(`INSERT INTO code_list_keeper VALUES ('${abroad.actor.clusterId}')`),
  )
  await expect(named).rejects.toMatchObject({ cause: { code: '42501' } })
})

test.each([
  ['empty.csv', '', 422, 'platform/empty-file'],
  ['notes.csv', 'a,b\n1,2\n', 422, 'code-lists/unknown-columns'],
  ['twice.csv', 'code,en\nA,One\nA,Two\n', 422, 'code-lists/duplicate-code'],
  ['page.xml', '<html/>', 422, 'code-lists/not-genericode'],
  ['odd.json', '{"Odd name": {"A": {"en": "One"}}}', 422, 'code-lists/bad-name'],
])('%s is refused in words and leaves nothing behind', async (name, text, status, code) => {
  const before = await world.owner.query('SELECT count(*) FROM code')

  const response = await send(keeper, name, text)

  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code])
  expect(await world.owner.query('SELECT count(*) FROM code').then(({ rows }) => rows)).toEqual(before.rows)
})

test('of an archive the good lists are taken and each refused file gives its reason', async () => {
  const response = await send(
    keeper,
    'lists.tar',
    tarOf({ 'tools.csv': 'code,en\nT1,Hammer\n', 'readme.csv': 'hello,you\n1,2\n' }),
  )

  expect(response.status).toBe(201)
  const { files } = (await response.json()) as CodeListImport
  expect(files.map(({ name, lists, refused }) => [name, lists, refused?.code ?? null])).toEqual([
    ['tools.csv', [{ list: 'tools', codes: 1 }], null],
    ['readme.csv', [], 'code-lists/unknown-columns'],
  ])
})

/** A tar of small text files (POSIX ustar). */
function tarOf(files: Record<string, string>): Uint8Array {
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const body = Buffer.from(text)
    const head = Buffer.alloc(512)
    head.write(name, 0)
    head.write('0000644\0', 100)
    head.write('0000000\0', 108)
    head.write('0000000\0', 116)
    head.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124)
    head.write('00000000000\0', 136)
    head.write('        ', 148)
    head.write('0', 156)
    head.write('ustar\0', 257)
    head.write('00', 263)
    const sum = head.reduce((total, byte) => total + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}
