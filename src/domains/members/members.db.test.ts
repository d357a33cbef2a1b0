import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import type { Company } from './schema.ts'

let world: World
let manager: Person
let admin: Person
let rival: Person
let own: string
let other: string

beforeAll(async () => {
  world = await openWorld()
  own = await world.addCompany('Kuuse Optika OÜ', {
    registerCode: '99000001',
    summary: { en: 'Night lenses for the cold' },
  })
  other = await world.addCompany('Räni Raadio AS', { registerCode: '99000002' })
  manager = await world.person('cluster-manager')
  admin = await world.person('company-admin', own)
  rival = await world.person('company-admin', other)
})
afterAll(() => world.close())

const lens = { name: 'Night lens', cpv: ['38600000'], description: { en: 'Sees in the dark' }, readiness: 8 }

test('a company’s admin adds a product, changes it and removes it, and the history tells', async () => {
  const added = await admin.ask('POST', `/api/companies/${own}/products`, lens)
  const [product] = ((await added.json()) as Company).products
  const changed = await admin.ask(
    'PUT',
    `/api/companies/${own}/products/${product?.id}`,
    { ...lens, readiness: 9 },
    { 'if-match': '"1"' },
  )
  const removed = await admin.ask('DELETE', `/api/companies/${own}/products/${product?.id}`)

  const history = await admin.get<{
    items: { action: string; subject: string | null; changes: unknown[] }[]
  }>(`/api/companies/${own}/history`)
  expect([added.status, changed.status, removed.status]).toEqual([201, 200, 200])
  expect(((await removed.json()) as Company).products).toEqual([])
  expect(history.items.slice(0, 3).map(({ action, subject }) => [action, subject])).toEqual([
    ['members/product-removed', 'Night lens'],
    ['members/product-changed', 'Night lens'],
    ['members/product-added', 'Night lens'],
  ])
  expect(history.items[1]?.changes).toEqual([{ field: 'readiness', before: 8, after: 9 }])
})

test('a stale change is refused with the current version and changes nothing', async () => {
  const before = await admin.get<Company>(`/api/companies/${own}`)
  const input = {
    legalName: before.legalName,
    country: 'EE',
    registerCode: before.registerCode,
    website: 'https://kuuse.example',
  }

  const first = await admin.ask('PUT', `/api/companies/${own}`, input, { 'if-match': `"${before.version}"` })
  const second = await manager.ask(
    'PUT',
    `/api/companies/${own}`,
    { ...input, website: null },
    { 'if-match': `"${before.version}"` },
  )
  const without = await manager.ask('PUT', `/api/companies/${own}`, input)

  expect([first.status, second.status, without.status]).toEqual([200, 412, 428])
  expect((await admin.get<Company>(`/api/companies/${own}`)).website).toBe('https://kuuse.example')
})

test('a rival may read the directory but not change another company', async () => {
  const response = await rival.ask('POST', `/api/companies/${own}/products`, lens)

  expect(response.status).toBe(403)
  expect((await rival.get<Company>(`/api/companies/${own}`)).abilities).toEqual([])
})

test('what a company keeps to itself is seen by its own people only, in no list, search, map or history', async () => {
  const secret = { ...lens, name: 'Zanzibar canary', visibility: 'company', cpv: ['35613000'] }
  const capability = { name: 'Zanzibar skill', level: 'claimed', cpv: ['35613000'], visibility: 'company' }
  expect((await admin.ask('POST', `/api/companies/${own}/products`, secret)).status).toBe(201)
  expect((await admin.ask('POST', `/api/companies/${own}/capabilities`, capability)).status).toBe(201)

  const seen = async (person: Person) => {
    const paths = [
      `/api/companies/${own}`,
      '/api/companies',
      '/api/companies?q=zanzibar',
      '/api/companies?cpv=35613',
      '/api/capability-map?by=cpv-class',
      `/api/companies/${own}/history`,
    ]
    const bodies = await Promise.all(paths.map(async (path) => (await person.ask('GET', path)).text()))
    return bodies.some((body) => /Zanzibar/i.test(body) || /"35613000"|"35610000"/.test(body))
  }

  const staff = await world.person('cluster-staff')
  const officer = await world.person('programme-officer')
  expect(await seen(admin)).toBe(true)
  expect(await Promise.all([manager, staff, rival, officer].map(seen))).toEqual([false, false, false, false])
})

test('another cluster’s company looks exactly like a missing one', async () => {
  const abroad = await world.addCluster('abroad')
  const foreign = await world.addCompany('Foreign canary', {}, abroad)
  const missing = '0190a000-0000-7000-8000-000000000000'

  const answers = await Promise.all(
    [foreign, missing].map(async (id) => {
      const response = await manager.ask('GET', `/api/companies/${id}`)
      const { requestId, ...rest } = (await response.json()) as { requestId: string }
      expect(requestId).toMatch(/^[\w-]{12}$/)
      return { status: response.status, rest }
    }),
  )

  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]?.status).toBe(404)
  expect(await (await manager.ask('GET', '/api/companies')).text()).not.toContain('Foreign canary')
})

test('the same register code twice is refused in words', async () => {
  const response = await manager.ask('POST', '/api/companies', {
    legalName: 'Copy OÜ',
    country: 'EE',
    registerCode: '99000001',
  })

  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({
    code: 'members/register-code-taken',
    detail: 'Kuuse Optika OÜ already has this register code.',
  })
})

test('a repeated create under one key has one effect and one answer', async () => {
  const body = { legalName: 'Once only OÜ', country: 'EE' }
  const headers = { 'idempotency-key': 'once-only-0001' }

  const first = await manager.ask('POST', '/api/companies', body, headers)
  const again = await manager.ask('POST', '/api/companies', body, headers)
  const other = await manager.ask('POST', '/api/companies', { ...body, country: 'FI' }, headers)

  const rows = await world.owner.query("SELECT FROM company WHERE legal_name = 'Once only OÜ'")
  expect([first.status, again.status, other.status, rows.rowCount]).toEqual([201, 201, 422, 1])
  expect(await again.json()).toEqual(await first.json())
})

test('a link that is no web address never gets in', async () => {
  const links = [
    'javascript:alert(1)',
    'data:text/html,x',
    'java\tscript:alert(1)',
    'file:///etc/passwd',
    'https://',
  ]

  const answers = await Promise.all(
    links.map((website) =>
      manager.ask('POST', '/api/companies', { legalName: 'Link OÜ', country: 'EE', website }),
    ),
  )

  expect(answers.map((answer) => answer.status)).toEqual(links.map(() => 422))
})

test('the directory asks the database the same number of times for one row and for many', async () => {
  const count = async (query: string) => {
    let statements = 0
    const { Client } = await import('pg')
    const original = Client.prototype.query
    Client.prototype.query = function counted(this: unknown, ...args: unknown[]) {
      statements += 1
      return Reflect.apply(original, this, args)
    } as typeof original
    try {
      await manager.get(`/api/companies?${query}`)
    } finally {
      Client.prototype.query = original
    }
    return statements
  }

  expect(await count('pageSize=1')).toBe(await count('pageSize=200'))
})

test('the CSV opens in a spreadsheet with its letters right and no formula alive', async () => {
  await world.addCompany('=HYPERLINK("http://evil.example")')

  const response = await manager.ask('GET', '/api/companies?format=csv')

  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  expect(text.startsWith('\uFEFFCompany,Country,Region,Fields,CPV codes,Size,Membership,Profile,')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
  expect(text).toContain('Räni Raadio AS')
})

test('the CSV has the columns that are shown, in words of the reader’s language', async () => {
  const id = await world.addCompany('Sõnad OÜ', {
    country: 'NL',
    sizeClass: 'small',
    exportCountries: ['FI', 'LV'],
  })
  const insider = await world.person('company-admin', id)
  await insider.ask('POST', `/api/companies/${id}/products`, lens)
  await world.owner.query("UPDATE account SET language = 'et' WHERE id = $1", [insider.accountId])

  const columns = 'exports,name,country,size,status,products,fields,codes'
  const response = await insider.ask('GET', `/api/companies?format=csv&q=Sõnad&columns=${columns}`)
  const wrong = await insider.ask('GET', '/api/companies?format=csv&columns=secret')

  expect((await response.text()).replace('\uFEFF', '')).toBe(
    'Ettevõte;Riik;Valdkonnad;CPV-koodid;Suurus;Liikmesus;Tooteid;Eksporditurud\r\n' +
      'Sõnad OÜ;Madalmaad;Optika, labori- ja täppisseadmed;38600000;Väike;Liige;1;"Soome; Läti"\r\n',
  )
  expect(wrong.status).toBe(422)
})

test('a facet counts beside its own choice, and shows a choice nothing is left of', async () => {
  const abroad = await world.addCluster('facets')
  const inFinland = { country: 'FI', sizeClass: 'small' }
  await world.addCompany('Metsä Oy', inFinland, abroad)
  await world.addCompany('Järvi Oy', { country: 'FI', sizeClass: 'micro' }, abroad)
  const optics = await world.addCompany('Lääs OÜ', { sizeClass: 'small' }, abroad)
  const staff = await world.person('cluster-manager', null, abroad)
  const seller = await world.person('company-admin', optics, abroad)
  await seller.ask('POST', `/api/companies/${optics}/products`, lens)
  await seller.ask('POST', `/api/companies/${optics}/certificates`, { kind: 'iso-9001' })
  const facets = async (query: string) =>
    (await staff.get<{ total: number; facets: Record<string, unknown> }>(`/api/companies?${query}`)).facets

  expect(await facets('country=FI')).toEqual({
    country: [
      { value: 'FI', count: 2 },
      { value: 'EE', count: 1 },
    ],
    size: ['micro', 'small'].map((value) => ({ value, count: 1 })),
    status: [{ value: 'active', count: 2 }],
    certificate: [],
    cpvDivision: [],
  })
  expect(await facets('country=FI&certificate=iso-9001&cpv=3861,72000000')).toEqual({
    // 3861 is no beginning of 38600000.
    country: [{ value: 'FI', count: 0 }],
    size: [],
    status: [],
    certificate: [{ value: 'iso-9001', count: 0 }],
    cpvDivision: ['3861', '72000000'].map((value) => ({ value, count: 0 })),
  })
  expect(await facets('size=small&cpv=386')).toMatchObject({
    size: [{ value: 'small', count: 1 }],
    cpvDivision: ['38000000', '386'].map((value) => ({ value, count: 1 })),
  })
})

test('a logo must be a picture, and comes back as one', async () => {
  const png = Buffer.from(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000002000154a24f5d0000000049454e44ae426082',
    'hex',
  )
  const put = (bytes: Buffer) =>
    world.app.request(`http://localhost/api/companies/${own}/logo`, {
      method: 'PUT',
      headers: { cookie: `__Host-talgud=${admin.token}`, 'content-type': 'image/png' },
      body: new Uint8Array(bytes),
    })

  const svg = await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'))
  const good = await put(png)
  const read = await rival.ask('GET', `/api/companies/${own}/logo`)

  expect([svg.status, good.status, read.status]).toEqual([415, 200, 200])
  expect(read.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await read.arrayBuffer())).toEqual(png)

  const list = await rival.get<{ items: { id: string; logoFileId: string | null }[] }>('/api/companies')
  const logoOf = (id: string) => list.items.find((one) => one.id === id)?.logoFileId
  expect([logoOf(own), logoOf(other)]).toEqual([expect.stringMatching(/^[\w-]{36}$/), null])
  const abroad = await world.person('cluster-manager', null, await world.addCluster('logo-abroad'))
  expect((await abroad.ask('GET', `/api/companies/${own}/logo`)).status).toBe(404)
})

test('an outside hat learns nothing about a public company beyond the parts it opened', async () => {
  const id = await world.addCompany('Open Door OÜ', { visibility: 'public' })
  const insider = await world.person('company-admin', id)
  const inside = { name: 'Quagga skill', level: 'delivered', cpv: ['35613000'], terms: ['zebrafishdrone'] }
  await insider.ask('POST', `/api/companies/${id}/capabilities`, inside)
  await insider.ask('POST', `/api/companies/${id}/products`, {
    name: 'Open lens',
    cpv: ['38600000'],
    visibility: 'public',
  })

  const seen = async (role: 'outside-contact' | 'peer-cluster-staff' | 'company-member') => {
    const person = await world.person(role, role === 'company-member' ? other : null)
    const list = await person.get<{ items: { id: string; cpv: string[]; completeness: number | null }[] }>(
      '/api/companies?q=open',
    )
    const byCode = await person.get<{ total: number }>('/api/companies?cpv=35613')
    const byWord = await person.get<{ total: number }>('/api/companies?q=zebrafishdrone')
    const search = await person.get<{ groups: unknown[] }>('/api/search?q=zebrafishdrone')
    const row = list.items.find((one) => one.id === id)
    return [row?.cpv, row?.completeness === null, byCode.total, byWord.total, search.groups.length]
  }

  expect(await seen('outside-contact')).toEqual([['38600000'], true, 0, 0, 0])
  expect(await seen('peer-cluster-staff')).toEqual([['38600000'], true, 0, 0, 0])
  expect(await seen('company-member')).toEqual([['35613000', '38600000'], false, 1, 1, 1])
})

test('hiding a part changes nothing that a rival could count it by', async () => {
  const id = await world.addCompany('Quiet OÜ')
  const insider = await world.person('company-admin', id)
  const certificate = { kind: 'iso-9001', visibility: 'company' }
  await insider.ask('POST', `/api/companies/${id}/certificates`, certificate)

  const list = await rival.get<{ items: { id: string; completeness: number }[] }>('/api/companies?q=Quiet')
  const page = await rival.get<Company>(`/api/companies/${id}`)
  const own = await insider.get<Company>(`/api/companies/${id}`)

  expect(list.items[0]?.completeness).toBe(page.completeness.score)
  expect(own.completeness.score).toBeGreaterThan(page.completeness.score)
})

test('of two first memberships at once one is stored and the other is told', async () => {
  const made = await manager.ask('POST', '/api/companies', { legalName: 'Twice OÜ', country: 'EE' })
  const { id } = (await made.json()) as Company
  const set = (status: string) =>
    manager.ask('PUT', `/api/companies/${id}/membership`, { status }, { 'if-match': '"0"' })

  const answers = await Promise.all([set('applied'), set('approved')])

  expect(answers.map((one) => one.status).sort()).toEqual([200, 412])
})

test('a repeated create under another hat is not answered with what the first hat saw', async () => {
  const both = await world.person('company-admin', own)
  const first = await both.ask(
    'POST',
    `/api/companies/${own}/products`,
    { ...lens, name: 'Secret of the first hat', visibility: 'company' },
    { 'idempotency-key': 'two-hats-0001' },
  )
  await world.owner.query('UPDATE hat SET company_id = $1 WHERE account_id = $2', [other, both.accountId])

  const again = await both.ask(
    'POST',
    `/api/companies/${own}/products`,
    { ...lens, name: 'Secret of the first hat', visibility: 'company' },
    { 'idempotency-key': 'two-hats-0001' },
  )

  expect(first.status).toBe(201)
  expect(again.status).toBe(422)
  expect(await again.text()).not.toContain('Secret of the first hat')
})

test('a kind of membership is the cluster’s own data, kept by staff and seen by members', async () => {
  const tier = { name: { en: 'Associate', et: 'Toetajaliige' }, kind: 'associate', hasVote: false }
  const made = await manager.ask('POST', '/api/tiers', tier)
  const [first] = ((await made.json()) as { items: { id: string; version: number }[] }).items
  const { id } = (await (
    await manager.ask('POST', '/api/companies', { legalName: 'Tiered OÜ', country: 'EE' })
  ).json()) as Company
  const set = (tierId: unknown) =>
    manager.ask('PUT', `/api/companies/${id}/membership`, { tierId, status: 'active' }, { 'if-match': '"0"' })

  const missing = await set('0190a000-0000-7000-8000-000000000000')
  const given = await set(first?.id)
  const asRival = await rival.get<{ items: { legalName: string; tier: unknown }[] }>(
    '/api/companies?q=Tiered',
  )
  const csv = await (await rival.ask('GET', '/api/companies?q=Tiered&format=csv')).text()
  const renamed = await manager.ask(
    'PUT',
    `/api/tiers/${first?.id}`,
    { ...tier, isOffered: false },
    { 'if-match': '"1"' },
  )
  const late = await manager.ask('PUT', `/api/tiers/${first?.id}`, tier, { 'if-match': '"1"' })
  const abroad = await world.person('cluster-manager', null, await world.addCluster('tiers-abroad'))

  expect([missing.status, given.status, renamed.status, late.status]).toEqual([404, 200, 200, 412])
  expect(asRival.items.map((one) => one.tier)).toEqual([tier.name])
  expect(csv).toContain('Associate')
  expect((await abroad.get<{ items: unknown[] }>('/api/tiers')).items).toEqual([])
})
