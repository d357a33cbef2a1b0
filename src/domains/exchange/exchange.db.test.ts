import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { csvOf, listKeeper, xlsxOf } from './factory.ts'

let world: World
let manager: Person
let lists: ReturnType<typeof listKeeper>

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.owner.query('TRUNCATE company, file CASCADE')
  await world.owner.query('TRUNCATE member_import CASCADE')
  await world.owner.query('DELETE FROM tier')
  await world.owner.query(
    `INSERT INTO tier (cluster_id, id, name, kind, has_vote) VALUES ($1, gen_random_uuid(), '{"en": "Full member", "et": "Täisliige"}', 'full', true)`,
    [world.clusterId],
  )
  await world.owner.query('DELETE FROM member_import_columns')
  // Hats hang on companies, so they went too.
  manager = await world.person('cluster-manager')
  lists = listKeeper(world, manager)
})

const companies = async () => {
  const { rows } = await world.owner.query<Record<string, unknown>>(
    `SELECT legal_name, register_code, country, website, summary, export_countries, m.status, t.name ->> 'en' AS tier FROM company c
     LEFT JOIN membership m ON m.company_id = c.id LEFT JOIN tier t ON t.id = m.tier_id ORDER BY legal_name`,
  )
  return rows
}
const company = (id: string) =>
  manager.get<Record<string, unknown> & { version: number }>(`/api/companies/${id}`)

test('a messy workbook becomes companies, memberships and contact persons', async () => {
  const file = await xlsxOf({
    Juhend: [['Täitke teine leht']],
    Liikmed: [
      ['Klastri liikmed 2026', null, null, null, null, null, null],
      [null, null, null, null, null, null, null],
      ['Nimi', 'Registrikood', 'Riik', 'Koduleht', 'Staatus', 'Kontaktisik', 'E-post', 'Liikmeklass'],
      [
        'OÜ Põhjatuul',
        10060701,
        'Eesti',
        'www.pohjatuul.example',
        'Liige',
        'Mari Maasikas',
        'MARI@pohjatuul.example',
        'täisliige',
      ],
      [null, null, null, null, null, null, null],
      ['Kaltwasser GmbH', null, 'Deutschland', 'mailto:x@y', 'lõppenud', null, null, 'Kuldliige'],
      [null, '12', 'Soome', null, null, null, null],
    ],
  })

  const list = await lists.check(file, {}, 'liikmed.xlsx')
  const rows = await lists.rows(list.id)
  const taken = await lists.commit(list)

  expect(list.plan).toMatchObject({ sheet: 1, headerRow: 2, kind: 'companies', country: 'EE' })
  expect(list.outcomes).toEqual({ new: 3, problem: 1 })
  expect(
    rows.map(({ number, part, outcome, problems }) => [
      number,
      part,
      outcome,
      problems.map(({ code }) => code),
    ]),
  ).toEqual([
    [4, 'company', 'new', []],
    [4, 'person', 'new', []],
    [6, 'company', 'new', ['website', 'tier-unknown']],
    [7, 'company', 'problem', ['no-company-name', 'register-code']],
  ])
  expect([taken.status, taken.counts]).toEqual(['committed', { added: 3, changed: 0 }])
  expect(await companies()).toEqual([
    {
      legal_name: 'Kaltwasser GmbH',
      register_code: null,
      country: 'DE',
      website: null,
      summary: {},
      export_countries: [],
      status: 'ended',
      tier: null,
    },
    {
      legal_name: 'OÜ Põhjatuul',
      register_code: '10060701',
      country: 'EE',
      website: 'https://www.pohjatuul.example',
      summary: {},
      export_countries: [],
      status: 'active',
      tier: 'Full member',
    },
  ])
  const people = await world.owner.query('SELECT name, email FROM person')
  expect(people.rows).toEqual([{ name: 'Mari Maasikas', email: 'mari@pohjatuul.example' }])
  // Found by the words of its name, as if somebody had typed it in.
  const found = await manager.get<{ total: number }>('/api/companies?q=p%C3%B5hjatuul')
  expect(found.total).toBe(1)
})

test('a known company is changed field by field, by choice, and the history says so', async () => {
  const id = await world.addCompany('Põhjatuul OÜ', {
    registerCode: '10060701',
    website: 'https://old.example',
    exportCountries: ['FI'],
    summary: { en: 'Ours.' },
  })
  const file = csvOf([
    ['Company', 'Register code', 'Website', 'Export markets', 'Summary in English', 'Year founded'],
    ['Põhjatuul', '10060701', 'new.example', 'Läti', 'Theirs.', '1999'],
  ])

  const list = await lists.check(file)
  const [row] = await lists.rows(list.id, 'outcome=change')
  const differences = row?.changes.map((one) => [one.field, one.before, one.theirs, one.after, one.mayBoth])
  expect(differences).toEqual([
    ['legalName', 'Põhjatuul OÜ', 'Põhjatuul', 'Põhjatuul', false],
    ['foundedYear', null, 1999, 1999, false],
    ['website', 'https://old.example', 'https://new.example', 'https://new.example', false],
    ['summaryEn', 'Ours.', 'Theirs.', 'Theirs.', true],
    ['exportCountries', ['FI'], ['LV'], ['LV'], true],
  ])

  const decided = await lists.decide(list.id, 2, 'company', {
    verdict: null,
    targetId: null,
    choices: { legalName: 'keep', exportCountries: 'both', summaryEn: 'both' },
  })
  const taken = await lists.commit(list)

  expect(decided.status).toBe(204)
  expect(taken.refusal).toBeNull()
  expect(taken.counts).toEqual({ added: 0, changed: 1 })
  expect(await company(id)).toMatchObject({
    legalName: 'Põhjatuul OÜ',
    website: 'https://new.example',
    exportCountries: ['FI', 'LV'],
    summary: { en: 'Ours.\n\nTheirs.' },
    foundedYear: 1999,
  })
  const history = await manager.get<{ items: { action: string; changes: unknown[] }[] }>(
    `/api/companies/${id}/history`,
  )
  expect(history.items[0]).toMatchObject({
    action: 'members/company-changed',
    actorName: 'cluster-manager',
    changes: expect.arrayContaining([
      { field: 'website', before: 'https://old.example', after: 'https://new.example' },
    ]),
  })
  const feed = await manager.get<{ items: { action: string }[] }>('/api/activity')
  expect(
    feed.items
      .map(({ action }) => action)
      .filter((action) => action.startsWith('members/'))
      .slice(0, 1),
  ).toEqual(['members/list-taken'])
})

test('“only fill what is empty” and a field’s own rule hold for the whole list', async () => {
  const id = await world.addCompany('Põhjatuul OÜ', {
    website: 'https://old.example',
    summary: { en: 'Ours.' },
  })
  const file = csvOf([
    ['Company', 'Website', 'Summary in English', 'Year founded'],
    ['Põhjatuul OÜ', 'new.example', 'Theirs.', '1999'],
  ])

  const list = await lists.check(file, { rule: 'fill', fieldRules: { summaryEn: 'take' } })
  await lists.commit(list)

  expect(await company(id)).toMatchObject({
    website: 'https://old.example',
    summary: { en: 'Theirs.' },
    foundedYear: 1999,
  })
})

describe('duplicates', () => {
  const file = csvOf([
    ['Company', 'Country', 'Register code', 'Website'],
    ['Põhjatul Robotics', 'EE', '', ''],
    ['Kaljukotkas OÜ', 'EE', '10060701', ''],
    ['KALJUKOTKAS Osaühing', 'EE', '', 'kaljukotkas.example'],
    ['Kaljukotkas', 'EE', '10060701', ''],
  ])

  test('are found against what is here and inside the file; doubtful ones wait for a decision', async () => {
    const id = await world.addCompany('Põhjatuul Robotics OÜ')

    const list = await lists.check(file)
    const rows = await lists.rows(list.id)

    expect(rows.map(({ outcome }) => outcome)).toEqual(['doubtful', 'new', 'change', 'change'])
    expect(rows[0]?.candidates).toEqual([
      {
        id,
        label: 'Põhjatuul Robotics OÜ',
        score: expect.any(Number),
        signs: ['similar-name'],
        against: [],
        row: null,
      },
    ])
    expect(rows[2]?.targetId).toBe(rows[1]?.targetId)
    await expect(lists.commit(list)).rejects.toThrow('exchange/undecided')
    expect((await companies()).length).toBe(1)

    await lists.decide(list.id, 2, 'company', {
      verdict: 'same-as',
      targetId: id,
      choices: { legalName: 'keep' },
    })
    const taken = await lists.commit(list)

    expect(taken.counts).toEqual({ added: 1, changed: 0 })
    expect((await companies()).map((one) => [one.legal_name, one.website])).toEqual([
      ['Kaljukotkas', 'https://kaljukotkas.example'],
      ['Põhjatuul Robotics OÜ', null],
    ])
  })

  test('can all be called new at once, or left out', async () => {
    await world.addCompany('Põhjatuul Robotics OÜ')
    const list = await lists.check(file)

    const asked = await manager.ask('PUT', `/api/member-imports/${list.id}/doubtful-rows`, { verdict: 'new' })
    const again = await lists.work(list.id, 'check')

    expect(asked.status).toBe(200)
    expect(again.outcomes).toEqual({ new: 2, change: 2 })
  })
})

test('people are matched to their companies; an unknown company stands in the way of its row only', async () => {
  const id = await world.addCompany('Põhjatuul OÜ', { website: 'https://pohjatuul.example' })
  const file = csvOf([
    ['First name', 'Last name', 'Email', 'Organization', 'Position'],
    ['Mari', 'Maasikas', 'mari@pohjatuul.example', 'Põhjatuul', 'CEO'],
    ['Jaan', 'Tamm', 'jaan@x.example', 'Ei keegi', 'CTO'],
    ['Maasikas', 'Mari', 'mari@pohjatuul.example', 'POHJATUUL OU', ''],
  ])

  const list = await lists.check(file)
  const rows = await lists.rows(list.id)
  const taken = await lists.commit(list)

  expect(
    rows.map(({ label, ownerLabel, outcome, problems }) => [
      label,
      ownerLabel,
      outcome,
      problems.map(({ code }) => code),
    ]),
  ).toEqual([
    ['Mari Maasikas', 'Põhjatuul OÜ', 'new', []],
    ['Jaan Tamm', null, 'problem', ['company-unknown']],
    ['Maasikas Mari', 'Põhjatuul OÜ', 'change', []],
  ])
  expect(taken.counts).toEqual({ added: 1, changed: 0 })
  expect(await company(id)).toMatchObject({ people: [{ name: 'Maasikas Mari', jobTitle: 'CEO' }] })
})

test('products come in with codes, readiness and control status', async () => {
  const id = await world.addCompany('Põhjatuul OÜ')
  const file = csvOf([
    ['Toode', 'Ettevõte', 'CPV koodid', 'TRL', 'Kirjeldus', 'Ekspordikontroll'],
    ['Tuulik', 'Põhjatuul OÜ', '31121320-5; 31121300', 'TRL 8', 'Hea tuulik.', 'ei'],
  ])

  const list = await lists.check(file)
  await lists.commit(list)

  expect(await company(id)).toMatchObject({
    products: [
      {
        name: 'Tuulik',
        cpv: ['31121320', '31121300'],
        readiness: 8,
        description: { et: 'Hea tuulik.' },
        controlStatus: 'none',
        kind: 'product',
        visibility: 'cluster',
      },
    ],
    // What is derived follows.
    completeness: { score: expect.any(Number) },
  })
  const facet = await manager.get<{ total: number }>('/api/companies?cpv=31121320')
  expect(facet.total).toBe(1)
})

describe('taking a list', () => {
  test('is all or nothing: a record changed since stands in the way of all, and comparing again clears it', async () => {
    const id = await world.addCompany('Põhjatuul OÜ', { registerCode: '10060701' })
    const file = csvOf([
      ['Company', 'Register code', 'Website'],
      ['Põhjatuul OÜ', '10060701', 'new.example'],
      ['Uus OÜ', '', ''],
    ])
    const list = await lists.check(file)
    const seen = await company(id)
    await manager.ask(
      'PUT',
      `/api/companies/${id}`,
      { ...seen, foundedYear: 1990 },
      { 'if-match': `"${seen.version}"` },
    )

    const refused = await lists.commit(list)
    expect([refused.status, refused.refusal?.code, refused.refusal?.rows.map(({ label }) => label)]).toEqual([
      'checked',
      'exchange/changed-since',
      ['Põhjatuul OÜ'],
    ])
    expect((await companies()).length).toBe(1)

    const taken = await lists.commit(list)
    expect([taken.status, taken.counts]).toEqual(['committed', { added: 1, changed: 1 }])
    expect(await company(id)).toMatchObject({ website: 'https://new.example', foundedYear: 1990 })
  })

  test('refuses two companies with one register code, and takes nothing', async () => {
    const id = await world.addCompany('Põhjatuul OÜ', { registerCode: '10060701' })
    const list = await lists.check(
      csvOf([
        ['Company', 'Register code'],
        ['Hoopis teine OÜ', '10060701'],
      ]),
    )
    await lists.decide(list.id, 2, 'company', { verdict: 'new', targetId: null })

    const refused = await lists.commit(list)

    expect([refused.status, refused.refusal?.code]).toEqual(['checked', 'exchange/code-taken'])
    expect(await company(id)).toMatchObject({ legalName: 'Põhjatuul OÜ' })
    expect((await companies()).length).toBe(1)
  })

  test('leaves no staged row behind, and repeating the work does nothing', async () => {
    const list = await lists.check(
      csvOf([
        ['Company', 'Email', 'Contact'],
        ['Uus OÜ', 'mari@uus.example', 'Mari Maasikas'],
      ]),
    )
    await lists.commit(list)

    await lists.work(list.id, 'commit')
    await lists.work(list.id, 'check')

    for (const table of ['row', 'item', 'decision']) {
      const { rows } = await world.owner.query(`SELECT count(*)::int AS n FROM member_import_${table}`)
      expect(rows).toEqual([{ n: 0 }])
    }
    const { rows } = await world.owner.query('SELECT plan::text AS plan FROM member_import')
    expect(JSON.stringify(rows)).not.toContain('mari')
    expect((await companies()).length).toBe(1)
  })
})

describe('taking a list back', () => {
  const file = csvOf([
    ['Company', 'Register code', 'Website', 'Membership status', 'Contact person', 'E-mail'],
    ['Põhjatuul OÜ', '10060701', 'new.example', 'grace', 'Mari Maasikas', 'mari@pohjatuul.example'],
    ['Uus OÜ', '', 'uus.example', 'active', 'Jaan Tamm', 'jaan@uus.example'],
  ])

  test('restores what it changed and takes away what it brought', async () => {
    const id = await world.addCompany('Põhjatuul OÜ', {
      registerCode: '10060701',
      website: 'https://old.example',
    })
    const before = await company(id)
    const list = await lists.check(file)
    await lists.commit(list)
    expect(await companies()).toHaveLength(2)

    const undone = await lists.undo(list)

    expect(undone.status).toBe('undone')
    const after = await company(id)
    expect({
      ...after,
      version: 0,
      updatedAt: '',
      membership: { ...(after.membership as object), version: 0 },
    }).toEqual({
      ...before,
      version: 0,
      updatedAt: '',
      membership: { ...(before.membership as object), version: 0 },
    })
    expect(await companies()).toHaveLength(1)
    const { rows } = await world.owner.query('SELECT count(*)::int AS n FROM member_import_change')
    expect(rows).toEqual([{ n: 0 }])
  })

  test('refuses with the list of what was changed since, and can leave that alone', async () => {
    const id = await world.addCompany('Põhjatuul OÜ', {
      registerCode: '10060701',
      website: 'https://old.example',
    })
    const list = await lists.check(file)
    await lists.commit(list)
    const now = await company(id)
    await manager.ask(
      'PUT',
      `/api/companies/${id}`,
      { ...now, website: 'https://third.example' },
      { 'if-match': `"${now.version}"` },
    )

    const refused = await lists.undo(list)
    expect([refused.status, refused.refusal?.code, refused.refusal?.rows.map(({ label }) => label)]).toEqual([
      'committed',
      'exchange/changed-after',
      ['Põhjatuul OÜ'],
    ])
    expect(await companies()).toHaveLength(2)

    const undone = await lists.undo(list, true)
    expect(undone.status).toBe('undone')
    expect((await companies()).map((one) => [one.legal_name, one.website])).toEqual([
      ['Põhjatuul OÜ', 'https://third.example'],
    ])
  })

  test('leaves a company that somebody uses by now', async () => {
    const list = await lists.check(csvOf([['Company'], ['Uus OÜ'], ['Teine OÜ']]))
    await lists.commit(list)
    const { rows } = await world.owner.query<{ id: string }>(
      "SELECT id FROM company WHERE legal_name = 'Uus OÜ'",
    )
    await world.person('company-admin', rows[0]?.id ?? '')

    const refused = await lists.undo(list)
    const undone = await lists.undo(list, true)

    expect(refused.refusal?.rows.map(({ label }) => label)).toEqual(['Uus OÜ'])
    expect(undone.status).toBe('undone')
    expect((await companies()).map((one) => one.legal_name)).toEqual(['Uus OÜ'])
  })
})

test('an export comes in again unchanged, as CSV and as XLSX, in both languages', async () => {
  const id = await world.addCompany('=Põhjatuul "1" OÜ', {
    registerCode: '10060701',
    vatNumber: 'EE 100931558',
    website: 'https://www.pohjatuul.example/',
    summary: { en: 'Two\nlines; and, marks', et: '-miinus' },
    exportCountries: ['FI', 'LV'],
    sizeClass: 'small',
    clearance: 'secret',
  })
  for (const [kind, body] of [
    [
      'people',
      {
        name: '@mari',
        phone: '+372 (0)5555-5555',
        email: 'mari@x.example',
        roles: ['sales', 'main-contact'],
      },
    ],
    [
      'products',
      {
        name: '+Tuulik',
        cpv: ['31121320'],
        readiness: 8,
        controlStatus: 'dual-use',
        description: { en: 'x' },
      },
    ],
  ] as const) {
    const made = await manager.ask('POST', `/api/companies/${id}/${kind}`, body)
    expect(made.status).toBe(201)
  }

  for (const kind of ['companies', 'people', 'products']) {
    for (const format of ['csv', 'xlsx']) {
      const language = format === 'csv' ? 'et' : 'en'
      const response = await manager.ask(
        'GET',
        `/api/member-exports/${kind}?format=${format}&language=${language}`,
      )
      const list = await lists.check(new Uint8Array(await response.arrayBuffer()), {}, `x.${format}`)

      expect([kind, format, list.plan.kind, list.outcomes]).toEqual([kind, format, kind, { same: 1 }])
    }
  }
})

test('what a company keeps to itself is neither exported nor overwritten', async () => {
  const id = await world.addCompany('Põhjatuul OÜ')
  await world.owner.query(
    "INSERT INTO product (cluster_id, id, company_id, name, visibility) VALUES ($1, gen_random_uuid(), $2, 'Saladus', 'company')",
    [world.clusterId, id],
  )

  const exported = await (await manager.ask('GET', '/api/member-exports/products')).text()
  const list = await lists.check(
    csvOf([
      ['Product', 'Company'],
      ['Saladus', 'Põhjatuul OÜ'],
    ]),
  )

  expect(exported).not.toContain('Saladus')
  expect(list.outcomes).toEqual({ new: 1 })
})

test('the columns chosen for some headers are remembered for this cluster', async () => {
  const file = csvOf([
    ['Kolumn A', 'Kolumn B'],
    ['Uus', 'EE'],
  ])
  const first = await lists.upload(file)
  expect([first.plan.columns, first.isRemembered]).toEqual([[null, null], false])
  await lists.plan(first, { columns: ['company.legalName', 'company.country'] })

  const second = await lists.upload(file)
  const otherCluster = await world.addCluster(`other-${Date.now()}`)
  const elsewhere = await listKeeper(world, await world.person('cluster-manager', null, otherCluster)).upload(
    file,
  )

  expect([second.plan.columns, second.isRemembered]).toEqual([['company.legalName', 'company.country'], true])
  expect(elsewhere.isRemembered).toBe(false)
})

test('a list of another cluster looks like none at all, and its rows are seen by staff only', async () => {
  const otherCluster = await world.addCluster(`theirs-${Date.now()}`)
  const theirs = await listKeeper(world, await world.person('cluster-manager', null, otherCluster)).upload(
    csvOf([['Company'], ['Saladuslik OÜ']]),
  )
  const admin = await world.person('company-admin', await world.addCompany('Põhjatuul OÜ'))

  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['GET', '/rows', undefined],
    ['DELETE', '', undefined],
    ['PUT', '/undoing', {}],
  ] as const) {
    const response = await manager.ask(method, `/api/member-imports/${theirs.id}${path}`, body)
    expect([response.status, (await response.text()).includes('Saladuslik')]).toEqual([404, false])
  }
  expect((await admin.ask('GET', `/api/member-imports/${theirs.id}`)).status).toBe(403)
  expect(JSON.stringify(await manager.get('/api/member-imports'))).not.toContain('Saladuslik')
})

test('the nightly cleaning forgets staged rows and the way back after a month', async () => {
  const open = await lists.check(csvOf([['Company'], ['Avatud OÜ']]))
  const taken = await lists.commit(await lists.check(csvOf([['Company'], ['Võetud OÜ']])))
  await world.owner.query(
    "UPDATE member_import SET started_at = now() - interval '31 days', committed_at = committed_at - interval '31 days'",
  )

  const { exchangeTimers } = await import('./jobs.ts')
  await exchangeTimers[0]?.run(world.house)

  const left = await world.owner.query(`SELECT (SELECT count(*)::int FROM member_import_row) AS rows,
    (SELECT count(*)::int FROM member_import_item) AS items, (SELECT count(*)::int FROM member_import_change) AS changes`)
  expect(left.rows).toEqual([{ rows: 0, items: 0, changes: 0 }])
  expect((await manager.ask('GET', `/api/member-imports/${open.id}`)).status).toBe(404)
  await expect(lists.undo(taken)).rejects.toThrow('exchange/too-late')
})

test('a list that carries a classified marking leaves nothing, whatever column it stands in; clearances are no marking', async () => {
  const marked = await lists.send(
    csvOf([
      ['Company', 'Summary in English'],
      ['Uus OÜ', 'NATO SECRET\nThe plans are these.'],
    ]),
  )
  const cleared = await lists.check(
    csvOf([
      ['Company', 'Facility clearance'],
      ['Uus OÜ', 'NATO SECRET'],
    ]),
  )

  expect([marked.status, ((await marked.json()) as { code: string }).code]).toEqual([
    422,
    'platform/classified-marking',
  ])
  const { rows } = await world.owner.query('SELECT count(*)::int AS n FROM member_import')
  expect(rows).toEqual([{ n: 1 }])
  expect((await lists.rows(cleared.id))[0]?.facts.clearance).toBe('secret')
})
