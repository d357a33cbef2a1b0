import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import { forgetCallers } from '#platform/http/rate-limit.ts'
import { openWorld, type Person, type World } from '#server/test-world.ts'
import { closeLinks, forgetOld } from './commands/decide.ts'

let world: World
let manager: Person
let tierId: string
let number = 0

const words = {
  en: 'We keep these details to decide about your membership, and delete them after two years.',
  et: 'Hoiame neid andmeid liikmeks võtmise otsustamiseks ja kustutame kahe aasta pärast.',
}
const form = {
  legalName: 'Hüljes OÜ',
  country: 'EE',
  registerCode: '10328799',
  vatNumber: 'ee 100 931 558',
  address: 'Sadama 1, Tallinn',
  website: 'hyljes.example',
  summary: 'Sensors that listen under water, for harbours.',
  tierId: '',
  contactName: 'Hele Hüljes',
  contactTitle: '',
  contactEmail: 'hele@hyljes.example',
  contactPhone: '+372 5555 1234',
  consent: 'yes',
  fax: '',
}

beforeAll(async () => {
  world = await openWorld()
  manager = await world.person('cluster-manager')
  const made = await manager.ask('POST', '/api/tiers', {
    name: { en: 'Full', et: 'Täisliige' },
    kind: 'full',
    hasVote: true,
  })
  tierId = ((await made.json()) as { items: { id: string }[] }).items[0]?.id ?? ''
  await manager.ask(
    'PUT',
    '/api/admission-settings',
    { takesApplications: true, consent: words },
    { 'if-match': '"0"' },
  )
})
afterAll(() => world.close())
beforeEach(async () => {
  number += 1
  forgetCallers()
  await world.owner.query('DELETE FROM sign_in_try')
})

const visit = (path: string, body?: Record<string, string>, headers: Record<string, string> = {}) =>
  world.app.request(`http://localhost${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: new URLSearchParams(body).toString() }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
  })

async function linkIn(recipient: string): Promise<string> {
  const { rows } = await world.owner.query(
    'SELECT body_text, has_secret FROM mail WHERE recipient = $1 ORDER BY id DESC LIMIT 1',
    [recipient],
  )
  expect(rows[0]?.has_secret).toBe(true)
  return /(\/c\/home\/application\/[A-Za-z0-9_-]{43})/.exec(rows[0]?.body_text ?? '')?.[1] ?? 'no link'
}

const list = () =>
  manager.get<{ items: { id: string; legalName: string; status: string }[] }>('/api/applications')

async function applied(more: Partial<typeof form> = {}) {
  const sent = { ...form, contactEmail: `hele${number}@hyljes.example`, ...more }
  await visit('/c/home/join?lang=et', sent)
  const link = await linkIn(sent.contactEmail)
  await visit(`${link}/confirmation`, {})
  const { items } = await list()
  return { id: items[0]?.id ?? '', link, email: sent.contactEmail }
}

type Kept = {
  version: number
  status: string
  companyId: string | null
  similar: { name: string; by: string }[]
}
const readOne = (id: string) => manager.get<Kept & Record<string, unknown>>(`/api/applications/${id}`)
const decide = async (id: string, what: string, body: unknown) => {
  const { version } = await readOne(id)
  return manager.ask('PUT', `/api/applications/${id}/${what}`, body, { 'if-match': `"${version}"` })
}

describe('the public form', () => {
  test('needs neither script nor cookie, and shows the consent in the language asked for', async () => {
    const en = await visit('/c/home/join?lang=en')
    const et = await visit('/c/home/join', undefined, { 'accept-language': 'et-EE,en' })
    const [enPage, etPage] = [await en.text(), await et.text()]

    expect([en.status, en.headers.get('set-cookie'), en.headers.get('content-type')]).toEqual([
      200,
      null,
      'text/html; charset=UTF-8',
    ])
    expect(enPage).not.toContain('<script')
    expect([enPage.includes(words.en), etPage.includes(words.et), etPage.includes('lang="et"')]).toEqual([
      true,
      true,
      true,
    ])
  })

  test('keeps an application from staff until its sender has confirmed by a button, not by opening the link', async () => {
    const email = 'first@hyljes.example'
    const sent = await visit('/c/home/join?lang=et', { ...form, contactEmail: email })
    const link = await linkIn(email)
    const opened = await visit(link)
    const before = (await list()).items.filter((one) => one.legalName === form.legalName)
    const confirmed = await visit(`${link}/confirmation`, {})
    const after = (await list()).items.filter((one) => one.legalName === form.legalName)
    const kept = await readOne(after[0]?.id ?? '')

    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/c/home/join?sent&lang=et'])
    expect([opened.status, before]).toEqual([200, []])
    expect([confirmed.status, after.map((one) => one.status)]).toEqual([303, ['waiting']])
    expect(kept).toMatchObject({
      vatNumber: 'EE100931558',
      website: 'https://hyljes.example',
      consentNumber: 1,
      consentWords: words.et,
      language: 'et',
    })
  })

  test.each([
    ['registerCode', '10328798'],
    ['registerCode', ''],
    ['vatNumber', 'EE100931559'],
    ['website', 'javascript:alert(1)'],
    ['contactEmail', 'a@b.example, c@d.example'],
    ['summary', 'short'],
    ['consent', ''],
    ['country', 'Estonia'],
  ])('gives a wrong %s back with a word beside it (%s)', async (name, value) => {
    const answer = await visit('/c/home/join?lang=en', { ...form, [name]: value })
    const page = await answer.text()

    expect(answer.status).toBe(422)
    expect(page).toContain(`id="${name}-error"`)
    expect(page).toContain('value="Hüljes OÜ"')
  })

  test('runs nothing that is typed into it', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    const page = await (
      await visit('/c/home/join?lang=en', { ...form, legalName: evil, summary: evil, consent: '' })
    ).text()

    expect(page).not.toMatch(/<script|<img/)
  })

  test('tells a robot the same as everybody, and keeps nothing of it', async () => {
    const answer = await visit('/c/home/join?lang=et', { ...form, contactEmail: 'robot@x.example', fax: '1' })
    const { rows } = await world.owner.query(
      "SELECT FROM application WHERE contact_email = 'robot@x.example'",
    )

    expect([answer.status, answer.headers.get('location'), rows.length]).toEqual([
      303,
      '/c/home/join?sent&lang=et',
      0,
    ])
  })

  test('lets one address be written to three times in a while, and one visitor try a few times', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 5; tries += 1) {
      statuses.push((await visit('/c/home/join', { ...form, contactEmail: 'flooded@x.example' })).status)
    }
    const { rows } = await world.owner.query("SELECT FROM mail WHERE recipient = 'flooded@x.example'")

    expect([statuses, rows.length]).toEqual([[303, 303, 303, 429, 429], 3])
  })

  test('of a cluster that is not there, shut, or another one answers accordingly', async () => {
    await world.addCluster('shut')
    const { link } = await applied()
    const missing = await visit('/c/nowhere/join')
    const shut = await visit('/c/shut/join?lang=en')
    const send = await visit('/c/shut/join?lang=en', form)
    const elsewhere = await visit(link.replace('/c/home/', '/c/shut/'))
    const otherSite = await visit('/c/home/join', form, { origin: 'https://evil.example' })

    expect([missing.status, shut.status, elsewhere.status, otherSite.status]).toEqual([404, 200, 404, 403])
    expect(
      [await shut.text(), await send.text()].every((page) => page.includes('No applications at the moment')),
    ).toBe(true)
  })
})

describe('staff', () => {
  test('accept: company, membership, contact and invitation come into being, once', async () => {
    const { id, email, link } = await applied({
      legalName: 'Viiger OÜ',
      registerCode: '70000310',
      vatNumber: '',
    })
    const today = new Date().toISOString().slice(0, 10)
    const answer = await decide(id, 'approval', { tierId, startsOn: today })
    const again = await decide(id, 'approval', { tierId, startsOn: today })
    const { companyId } = await readOne(id)
    const company = await manager.get<Record<string, unknown>>(`/api/companies/${companyId}`)
    const { rows: invitations } = await world.owner.query(
      'SELECT role, company_id, language FROM invitation WHERE email = $1',
      [email],
    )
    const { rows: journal } = await world.owner.query(
      `SELECT p.payload -> 'changes' AS changes FROM journal_entry e JOIN journal_payload p USING (cluster_id, number)
       WHERE e.object_id = $1 AND e.action = 'members/membership-changed' ORDER BY e.number`,
      [companyId],
    )
    const statuses = journal.map(({ changes }) =>
      changes.find((one: { field: string }) => one.field === 'status'),
    )

    expect([answer.status, again.status]).toEqual([200, 409])
    expect(company).toMatchObject({
      legalName: 'Viiger OÜ',
      address: form.address,
      summary: { et: form.summary },
      membership: { status: 'approved', tierId, startsOn: today },
      people: [{ name: 'Hele Hüljes', email, roles: ['main-contact', 'dues'] }],
    })
    expect(invitations).toEqual([{ role: 'company-admin', company_id: companyId, language: 'et' }])
    expect(statuses.map(({ before, after }) => [before, after])).toEqual([
      [null, 'applied'],
      ['applied', 'approved'],
    ])
    expect(await (await visit(`${link}?lang=en`)).text()).toContain('Your application was accepted')
  })

  test('are shown companies that may be the same one, and by what', async () => {
    await world.addCompany('Merikotkas OÜ', {
      registerCode: '74000323',
      website: 'https://www.merikotkas.example',
    })
    await world.addCompany('Merikotkass AS')
    const { id } = await applied({
      legalName: 'Merikotkas OÜ',
      registerCode: '74000323',
      website: 'merikotkas.example/en',
    })
    const refused = await decide(id, 'approval', { tierId, startsOn: '2027-01-01' })

    expect((await readOne(id)).similar.map(({ name, by }) => [name, by])).toEqual([
      ['Merikotkas OÜ', 'register-code'],
      ['Merikotkass AS', 'name'],
    ])
    expect(((await refused.json()) as { code: string }).code).toBe('members/register-code-taken')
  })

  test('ask back by a new link, and the applicant completes what they sent', async () => {
    const { id, link, email } = await applied()
    await decide(id, 'question', { question: 'Whom do you sell to?' })
    const newLink = await linkIn(email)
    const page = await (await visit(newLink)).text()
    const stale = await visit(link)
    const changed = await visit(newLink, {
      ...form,
      summary: 'Sensors under water, sold to five harbours.',
      contactEmail: 'other@x.example',
    })
    const kept = await readOne(id)

    expect([page.includes('Whom do you sell to?'), stale.status, changed.status]).toEqual([true, 404, 303])
    expect(kept).toMatchObject({
      status: 'waiting',
      summary: 'Sensors under water, sold to five harbours.',
      contactEmail: email,
    })
  })

  test('decline with a reason, which the applicant is told', async () => {
    const { id, email } = await applied()
    await decide(id, 'decline', { reason: 'You sell nothing to this sector.' })
    const { rows } = await world.owner.query(
      'SELECT body_text FROM mail WHERE recipient = $1 ORDER BY id DESC LIMIT 1',
      [email],
    )

    expect(await readOne(id)).toMatchObject({
      status: 'declined',
      reason: 'You sell nothing to this sector.',
      abilities: [],
    })
    expect(rows[0].body_text).toContain('You sell nothing to this sector.')
  })

  test('of another cluster, and members of this one, see nothing of it', async () => {
    const { id } = await applied()
    const abroad = await world.person('cluster-manager', null, await world.addCluster('joins-abroad'))
    const scope = { clusterId: world.clusterId, accountId: '', role: 'company-admin', companyId: null }
    const seen = await inTransaction(world.house.pool, scope, async (tx) => {
      const { rows } = await tx.client.query('SELECT FROM application')
      return rows.length
    })

    expect((await abroad.ask('GET', `/api/applications/${id}`)).status).toBe(404)
    expect(seen).toBe(0)
  })

  test('keep the words that were agreed to when they write others', async () => {
    const { id } = await applied()
    const next = { ...words, et: `${words.et} Uus lause.` }
    await manager.ask(
      'PUT',
      '/api/admission-settings',
      { takesApplications: true, consent: next },
      { 'if-match': '"1"' },
    )
    const late = await applied({ contactEmail: 'late@hyljes.example' })

    expect([(await readOne(id)).consentWords, (await readOne(id)).consentNumber]).toEqual([words.et, 1])
    expect([(await readOne(late.id)).consentWords, (await readOne(late.id)).consentNumber]).toEqual([
      next.et,
      2,
    ])
  })
})

test('what nobody confirmed is forgotten after two weeks, what was declined after two years', async () => {
  await world.owner.query('DELETE FROM application')
  await visit('/c/home/join', { ...form, contactEmail: 'never@x.example' })
  const { id } = await applied()
  await decide(id, 'decline', { reason: 'Not now.' })
  const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
  const left = async (days: number) => {
    const now = new Date(Date.now() + days * 86_400_000)
    await inTransaction(world.house.pool, scope, (tx) => forgetOld(tx, now))
    return (await world.owner.query('SELECT status FROM application ORDER BY status')).rows.map(
      ({ status }) => status,
    )
  }

  expect([await left(13), await left(15), await left(729), await left(731)]).toEqual([
    ['declined', 'unconfirmed'],
    ['declined'],
    ['declined'],
    [],
  ])
})

test('after a restore the mailed links lead nowhere, and staff can ask anew', async () => {
  const { id, link, email } = await applied()
  const scope = { clusterId: world.clusterId, accountId: '', role: 'system', companyId: null }
  const before = await visit(link)
  await inTransaction(world.house.pool, scope, (tx) => closeLinks(tx, new Date()))
  const after = await visit(link)
  await decide(id, 'question', { question: 'Still interested?' })

  expect([before.status, after.status, (await visit(await linkIn(email))).status]).toEqual([200, 404, 200])
})
