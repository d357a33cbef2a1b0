import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { isCreditorReference, isReference } from '#values/payment-reference.ts'
import { passDay } from './commands/renewals.ts'
import type { Invoice } from './schema.ts'

let world: World
let manager: Person
let payer: Person
let rival: Person
let own: string
let other: string
let tierId: string
let today: string
let year: number

const seller = {
  name: 'MTÜ Klaster',
  registerCode: '80000001',
  vatNumber: 'EE100931558',
  address: 'Pikk 1, Tallinn',
  iban: 'EE38 2200 2210 2014 5685',
  bank: 'Pank',
  email: 'dues@cluster.example',
}
const terms = {
  renewalRule: 'calendar-year',
  reminderDays: [30, 60, 7],
  graceDays: 30,
  paymentDays: 14,
  seller,
}

beforeAll(async () => {
  world = await openWorld()
  manager = await world.person('cluster-manager')
  own = await world.addCompany('Rebane OÜ', { address: 'Metsa 1, Tartu', registerCode: '10328799' })
  other = await world.addCompany('Kurg AS', { address: 'Soo 2, Pärnu' })
  payer = await world.person('company-admin', own)
  rival = await world.person('company-admin', other)
  today = new Date().toISOString().slice(0, 10)
  year = Number(today.slice(0, 4))
  tierId = await addTier('Full')
  for (const id of [own, other])
    await setMembership(id, { tierId, status: 'active', startsOn: `${year - 3}-01-01` })
  await say(manager, 'POST', `/api/companies/${own}/people`, {
    name: 'Mari Mets',
    email: 'mari@rebane.example',
    language: 'et',
    roles: ['dues'],
  })
  await say(manager, 'POST', `/api/companies/${other}/people`, {
    name: 'Kai Kurg',
    email: 'kai@kurg.example',
    roles: ['main-contact'],
  })
  await say(manager, 'PUT', '/api/dues-settings', terms, 0)
})
afterAll(() => world.close())

/** Sends something that must succeed, and answers its JSON. */
async function say<T = Record<string, unknown>>(
  person: Person,
  method: string,
  path: string,
  body?: unknown,
  version?: number,
): Promise<T> {
  const response = await person.ask(
    method,
    path,
    body,
    version === undefined ? {} : { 'if-match': `"${version}"` },
  )
  if (response.status >= 300)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { code: string }).code]
}

async function addTier(name: string): Promise<string> {
  const { items } = await say<{ items: { id: string; name: { en: string } }[] }>(
    manager,
    'POST',
    '/api/tiers',
    {
      name: { en: name, et: name },
      kind: 'full',
      hasVote: true,
    },
  )
  return items.find((one) => one.name.en === name)?.id ?? ''
}

async function setMembership(id: string, change: Record<string, unknown>): Promise<void> {
  const { membership } = await manager.get<{ membership: { version: number } }>(`/api/companies/${id}`)
  await say(manager, 'PUT', `/api/companies/${id}/membership`, change, membership.version)
}

const feeOf = (validFrom: string, cents: number, more: Record<string, unknown> = {}) => ({
  tierId,
  validFrom,
  basis: 'flat',
  vatRate: 2_400,
  bands: [{ from: 0, cents }],
  ...more,
})

async function draft(companyId: string, cents = 60_000): Promise<Invoice> {
  return say<Invoice>(manager, 'POST', '/api/invoices', {
    companyId,
    language: 'et',
    periodFrom: null,
    periodTo: null,
    lines: [{ text: 'Liikmemaks <b>#panic()</b>', quantity: 1, unitCents: cents, vatRate: 2_400 }],
  })
}

async function issued(companyId: string, cents?: number): Promise<Invoice> {
  const { id } = await draft(companyId, cents)
  await say(manager, 'POST', '/api/invoice-issues', { ids: [id], send: false })
  return manager.get<Invoice>(`/api/invoices/${id}`)
}

describe('fees', () => {
  test('begin on a day, and one that something rests on stays', async () => {
    const first = await say<{ items: { id: string }[] }>(
      manager,
      'POST',
      '/api/fees',
      feeOf(`${year - 1}-01-01`, 60_000),
    )
    const twice = await manager.ask('POST', '/api/fees', feeOf(`${year - 1}-01-01`, 1))
    const id = first.items[0]?.id
    const made = await say<Invoice>(manager, 'POST', '/api/invoices', {
      companyId: own,
      language: 'en',
      periodFrom: null,
      periodTo: null,
      lines: [{ text: 'Fee', quantity: 1, unitCents: 1, vatRate: null, feeId: id }],
    })
    const used = await manager.ask('PUT', `/api/fees/${id}`, feeOf(`${year - 1}-01-01`, 1), {
      'if-match': '"1"',
    })
    const gone = await manager.ask('DELETE', `/api/fees/${id}`)
    await say(manager, 'DELETE', `/api/invoices/${made.id}`)

    expect(await codeOf(twice)).toEqual([409, 'dues/fee-day-taken'])
    expect([await codeOf(used), await codeOf(gone)]).toEqual([
      [409, 'dues/fee-in-use'],
      [409, 'dues/fee-in-use'],
    ])
  })

  test.each([
    ['free', [{ from: 0, cents: 1 }]],
    ['flat', []],
    ['headcount', [{ from: 5, cents: 1 }]],
    [
      'headcount',
      [
        { from: 0, cents: 1 },
        { from: 0, cents: 2 },
      ],
    ],
  ])('whose bands do not fit the basis are refused: %s', async (basis, bands) => {
    const answer = await manager.ask('POST', '/api/fees', feeOf('2020-01-01', 0, { basis, bands }))

    expect(await codeOf(answer)).toEqual([422, 'platform/invalid'])
  })
})

describe('an invoice', () => {
  test('gets its number, references, frozen facts and a PDF when it is issued', async () => {
    const made = await issued(own)
    const pdf = await payer.ask('GET', `/api/invoices/${made.id}/pdf`)
    const bytes = Buffer.from(await pdf.arrayBuffer())
    await say(manager, 'PUT', '/api/dues-settings', { ...terms, seller: { ...seller, name: 'Renamed' } }, 1)
    const later = await payer.get<Invoice>(`/api/invoices/${made.id}`)
    const again = Buffer.from(await (await payer.ask('GET', `/api/invoices/${made.id}/pdf`)).arrayBuffer())
    await say(manager, 'PUT', '/api/dues-settings', terms, 2)

    expect(made).toMatchObject({
      name: expect.stringMatching(new RegExp(`^${year}-\\d{4}$`)),
      status: 'sent',
      netCents: 60_000,
      vatCents: 14_400,
      totalCents: 74_400,
      buyer: { name: 'Rebane OÜ', address: 'Metsa 1, Tartu' },
    })
    expect([isReference(made.reference ?? ''), isCreditorReference(made.rfReference ?? '')]).toEqual([
      true,
      true,
    ])
    expect([pdf.headers.get('content-type'), bytes.subarray(0, 5).toString()]).toEqual([
      'application/pdf',
      '%PDF-',
    ])
    expect(later.seller?.name).toBe('MTÜ Klaster')
    expect(again.equals(bytes)).toBe(true)
  })

  test('is numbered without a gap however many are issued at once', async () => {
    const drafts = await Promise.all(Array.from({ length: 5 }, () => draft(own)))
    const broken = await draft(own)
    await world.owner.query('UPDATE company SET address = NULL WHERE id = $1', [own])
    const refused = await manager.ask('POST', '/api/invoice-issues', { ids: [broken.id], send: false })
    await world.owner.query("UPDATE company SET address = 'Metsa 1, Tartu' WHERE id = $1", [own])
    await Promise.all(
      drafts.map(({ id }) => say(manager, 'POST', '/api/invoice-issues', { ids: [id], send: false })),
    )
    await say(manager, 'DELETE', `/api/invoices/${broken.id}`)

    const { rows } = await world.owner.query(
      'SELECT number FROM invoice WHERE cluster_id = $1 AND year = $2 ORDER BY number',
      [world.clusterId, year],
    )
    expect(await codeOf(refused)).toEqual([409, 'dues/buyer-address-missing'])
    expect(rows.length).toBeGreaterThanOrEqual(6)
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1))
  })

  test('once issued changes and vanishes for nobody, not even past the commands', async () => {
    const made = await issued(own)
    const { id } = made
    const attempts = [
      `UPDATE invoice SET total_cents = 1, net_cents = 1, vat_cents = 0 WHERE id = '${id}'`,
      `UPDATE invoice SET number = NULL WHERE id = '${id}'`,
      `UPDATE invoice SET buyer = '{"name": "x"}' WHERE id = '${id}'`,
      `UPDATE invoice SET due_on = due_on + 30 WHERE id = '${id}'`,
      `DELETE FROM invoice WHERE id = '${id}'`,
    ]
    const answers: string[] = []
    for (const sql of attempts) {
      answers.push(
        await world.owner.query(sql).then(
          () => 'done',
          (error: { code: string }) => error.code,
        ),
      )
    }
    const put = await manager.ask(
      'PUT',
      `/api/invoices/${id}`,
      { ...made, note: 'x' },
      { 'if-match': `"${made.version}"` },
    )
    const removed = await manager.ask('DELETE', `/api/invoices/${id}`)

    expect(answers).toEqual(attempts.map(() => '23000'))
    expect([(await codeOf(put))[1], (await codeOf(removed))[1]]).toEqual([
      'dues/issued-already',
      'dues/issued-already',
    ])
  })

  test('is taken back once, by a credit note of the same series', async () => {
    const made = await issued(own)
    const note = await say<Invoice>(manager, 'POST', `/api/invoices/${made.id}/credit`)
    const twice = await manager.ask('POST', `/api/invoices/${made.id}/credit`)
    const credited = await manager.get<Invoice>(`/api/invoices/${made.id}`)
    const paid = await manager.ask('POST', '/api/payments', {
      payments: [{ invoiceId: made.id, paidOn: today, cents: 1 }],
    })

    expect(note).toMatchObject({
      kind: 'credit-note',
      totalCents: -74_400,
      credits: { id: made.id, name: made.name },
    })
    expect(Number(note.name?.slice(5))).toBe(Number(made.name?.slice(5)) + 1)
    expect(credited).toMatchObject({ status: 'credited', creditedBy: { id: note.id, name: note.name } })
    expect([(await codeOf(twice))[1], (await codeOf(paid))[1]]).toEqual([
      'dues/credited-already',
      'dues/credited-already',
    ])
  })

  test('goes by mail with its PDF to the dues contacts, in their language', async () => {
    const { id } = await draft(own)
    await say(manager, 'POST', '/api/invoice-issues', { ids: [id], send: true })
    const { rows } = await world.owner.query(
      `SELECT m.subject, a.name, a.media_type FROM mail m JOIN mail_attachment a ON a.mail_id = m.id
       WHERE m.recipient = 'mari@rebane.example' ORDER BY m.id DESC LIMIT 1`,
    )
    const made = await manager.get<Invoice>(`/api/invoices/${id}`)

    expect(rows).toEqual([
      { subject: `Arve ${made.name}: home`, name: `Arve ${made.name}.pdf`, media_type: 'application/pdf' },
    ])
    expect(made.sentTo).toEqual(['mari@rebane.example'])
  })

  test('is seen by its company’s admins and dues contact, and by nobody else outside staff', async () => {
    const made = await issued(own)
    const waiting = await draft(own)
    const colleague = await world.person('company-member', own)
    const contact = await world.person('company-member', own)
    await world.owner.query("UPDATE account SET email = 'mari@rebane.example' WHERE id = $1", [
      contact.accountId,
    ])
    const officer = await world.person('programme-officer')
    const abroad = await world.person('cluster-manager', null, await world.addCluster('dues-abroad'))
    const seen = async (person: Person) => {
      const one = await person.ask('GET', `/api/invoices/${made.id}`)
      const pdf = await person.ask('GET', `/api/invoices/${made.id}/pdf`)
      const hidden = await person.ask('GET', `/api/invoices/${waiting.id}`)
      return [one.status, pdf.status, hidden.status]
    }

    expect([await seen(payer), await seen(contact)]).toEqual([
      [200, 200, 404],
      [200, 200, 404],
    ])
    expect([await seen(rival), await seen(colleague), await seen(abroad)]).toEqual(
      Array(3).fill([404, 404, 404]),
    )
    expect(await seen(officer)).toEqual([403, 403, 403])
    expect((await rival.get<{ total: number }>('/api/invoices')).total).toBe(0)
    expect((await payer.get<{ total: number }>('/api/invoices')).total).toBeGreaterThan(0)
  })
})

describe('payments', () => {
  test('of a statement are matched by reference and count once', async () => {
    const first = await issued(own)
    const second = await issued(other)
    const csv = [
      'Date,Payer,Amount,Currency,Archive ID,Reference',
      `${today},Rebane OÜ,744.00,EUR,X1,${first.reference}`,
      `${today},Kurg AS,100.00,EUR,X2,${second.rfReference}`,
      `${today},Unknown,5.00,EUR,X3,`,
    ].join('\n')
    type Statement = {
      entries: { bankEntry: string; verdict: string; cents: number; invoice: { id: string } | null }[]
    }
    const read = async () => {
      const response = await world.app.request('http://localhost/api/bank-statements', {
        method: 'POST',
        headers: { cookie: `__Host-talgud=${manager.token}`, 'content-type': 'application/octet-stream' },
        body: csv,
      })
      return (await response.json()) as Statement
    }
    const before = await read()
    const payments = before.entries.flatMap(({ bankEntry, cents, invoice }) =>
      invoice ? [{ invoiceId: invoice.id, paidOn: today, cents, bankEntry }] : [],
    )
    const once = await say(manager, 'POST', '/api/payments', { payments })
    const again = await say(manager, 'POST', '/api/payments', { payments })
    const after = await read()

    expect(before.entries.map((one) => one.verdict)).toEqual(['match', 'part', 'no-invoice'])
    expect([once, again]).toEqual([
      { recorded: 2, alreadyThere: 0 },
      { recorded: 0, alreadyThere: 2 },
    ])
    expect(after.entries.map((one) => one.verdict)).toEqual(['already', 'already', 'no-invoice'])
    expect((await manager.get<Invoice>(`/api/invoices/${first.id}`)).status).toBe('paid')
    expect(await manager.get<Invoice>(`/api/invoices/${second.id}`)).toMatchObject({
      status: 'partly',
      paidCents: 10_000,
    })
  })

  test('noted down by mistake are taken back by their opposite', async () => {
    const made = await issued(own)
    await say(manager, 'POST', '/api/payments', {
      payments: [{ invoiceId: made.id, paidOn: today, cents: 74_400 }],
    })
    const paid = await manager.get<Invoice>(`/api/invoices/${made.id}`)
    const back = await say<Invoice>(manager, 'POST', `/api/payments/${paid.payments[0]?.id}/reversal`)
    const twice = await manager.ask('POST', `/api/payments/${paid.payments[0]?.id}/reversal`)

    expect([paid.status, back.status, back.paidCents]).toEqual(['paid', 'sent', 0])
    expect(await codeOf(twice)).toEqual([409, 'dues/reversed-already'])
  })

  test('that never came make an invoice overdue', async () => {
    const { id } = await issued(own)
    const now = world.house.clock.now
    world.house.clock.now = () => new Date(Date.now() + 20 * 86_400_000)
    const late = await manager.get<Invoice>(`/api/invoices/${id}`)
    world.house.clock.now = now

    expect(late.status).toBe('overdue')
  })
})

describe('renewal', () => {
  test('drafts what was previewed, once, and a payment moves the membership on', async () => {
    const next = year + 1
    await say(manager, 'POST', '/api/fees', feeOf(`${next}-01-01`, 80_000))
    const banded = await addTier('Banded')
    const bands = [
      { from: 0, cents: 10_000 },
      { from: 10, cents: 20_000 },
    ]
    await say(
      manager,
      'POST',
      '/api/fees',
      feeOf(`${year}-01-01`, 0, { tierId: banded, basis: 'headcount', bands }),
    )
    await setMembership(other, { tierId: banded, status: 'active', startsOn: `${year - 3}-01-01` })
    await setMembership(own, {
      tierId,
      status: 'active',
      startsOn: `${year - 3}-01-01`,
      endsOn: `${year}-12-31`,
    })
    type Renewals = {
      invoices: number
      items: { companyId: string; action: string; reason: string | null; netCents: number }[]
    }
    const preview = () => manager.get<Renewals>(`/api/renewals?year=${next}`)
    const before = await preview()
    const all = { year: next, companyIds: [own, other] }
    const [once, twice] = await Promise.all([
      say<{ invoices: number }>(manager, 'POST', '/api/renewals', all),
      say<{ invoices: number }>(manager, 'POST', '/api/renewals', all),
    ])
    await say(rival, 'PUT', `/api/own-membership/bands/${next}`, { from: 10 })
    const after = await preview()
    const { items } = await manager.get<{ items: { id: string; totalCents: number }[] }>(
      `/api/invoices?status=draft&company=${own}`,
    )
    const made = items.find((one) => one.totalCents === 99_200)
    await say(manager, 'POST', '/api/invoice-issues', { ids: [made?.id], send: false })
    await say(manager, 'POST', '/api/payments', {
      payments: [{ invoiceId: made?.id, paidOn: today, cents: 99_200 }],
    })
    const { membership } = await payer.get<{ membership: Record<string, unknown> }>(`/api/companies/${own}`)

    const rowOf = (list: Renewals, id: string) => {
      const row = list.items.find((one) => one.companyId === id)
      return [row?.action, row?.reason, row?.netCents]
    }
    expect([rowOf(before, own), rowOf(before, other)]).toEqual([
      ['invoice', null, 80_000],
      ['none', 'no-band', 0],
    ])
    expect([once.invoices, twice.invoices].sort()).toEqual([0, 1])
    expect([rowOf(after, own), rowOf(after, other)]).toEqual([
      ['none', 'already-invoiced', 0],
      ['invoice', null, 20_000],
    ])
    expect(membership).toMatchObject({ status: 'active', endsOn: `${next}-12-31` })
  })

  test('reminds once at each step, and lets a membership lapse by its dates', async () => {
    const id = await world.addCompany('Ending OÜ')
    await say(manager, 'POST', `/api/companies/${id}/people`, {
      name: 'Eha Ender',
      email: 'eha@ending.example',
      language: 'en',
      roles: ['dues'],
    })
    const endsOn = `${year + 2}-06-30`
    await setMembership(id, { tierId, status: 'active', startsOn: `${year}-01-01`, endsOn })
    const pass = async (day: string) => {
      const now = world.house.clock.now
      world.house.clock.now = () => new Date(`${day}T09:00:00Z`)
      const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
      await inTransaction(world.house.pool, scope, (tx) =>
        passDay(tx, systemActor(world.clusterId), world.house),
      )
      world.house.clock.now = now
      const { rows } = await world.owner.query(
        `SELECT status, (SELECT count(*)::int FROM mail WHERE recipient = 'eha@ending.example') AS mails
         FROM membership WHERE company_id = $1`,
        [id],
      )
      return [rows[0].status, rows[0].mails]
    }

    expect(await pass(`${year + 2}-04-01`)).toEqual(['active', 0])
    expect(await pass(`${year + 2}-05-02`)).toEqual(['active', 1])
    expect(await pass(`${year + 2}-05-02`)).toEqual(['active', 1])
    expect(await pass(`${year + 2}-06-28`)).toEqual(['active', 2])
    expect(await pass(`${year + 2}-06-30`)).toEqual(['active', 2])
    expect(await pass(`${year + 2}-07-01`)).toEqual(['grace', 2])
    expect(await pass(`${year + 2}-07-31`)).toEqual(['ended', 2])
  })
})

describe('a company’s figures', () => {
  test('are its own people’s, and neither rivals nor staff nor the system see a row', async () => {
    const figures = { turnoverCents: 123_456_789_00, headcount: 42 }
    await say(payer, 'PUT', `/api/own-membership/figures/${year - 1}`, figures, 0)
    const colleague = await world.person('company-member', own)
    type Own = { figures: Record<string, unknown>[]; proposedSize: string | null }
    const asColleague = await colleague.get<Own>('/api/own-membership')
    const asRival = await rival.get<Own>('/api/own-membership')
    const counts: Record<string, number> = {}
    for (const role of [
      'system',
      'cluster-manager',
      'cluster-staff',
      'auditor',
      'programme-officer',
      'company-admin',
    ]) {
      const companyId = role === 'company-admin' ? other : null
      const scope = { clusterId: world.clusterId, accountId: '', role, companyId }
      counts[role] = await inTransaction(world.house.pool, scope, async (tx) => {
        const { rows } = await tx.client.query('SELECT count(*)::int AS n FROM company_figures')
        return rows[0].n
      })
    }
    const { rows: journal } = await world.owner.query(
      "SELECT payload::text FROM journal_payload WHERE payload::text LIKE '%12345678900%' OR payload::text LIKE '%\"headcount\"%'",
    )
    const member = await colleague.ask('PUT', `/api/own-membership/figures/${year - 1}`, figures, {
      'if-match': '"1"',
    })

    expect(asColleague.figures).toEqual([{ year: year - 1, ...figures, version: 1 }])
    expect([asColleague.proposedSize, asRival.figures]).toEqual(['large', []])
    expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((role) => [role, 0])))
    expect(journal).toEqual([])
    expect(member.status).toBe(403)
  })
})
