import { eq, inArray } from 'drizzle-orm'
import { apply, confirmApplication, joinHome } from '#domains/admissions/commands/apply.ts'
import { changeAdmission } from '#domains/admissions/commands/decide.ts'
import { applicationForm } from '#domains/admissions/schema.ts'
import { declareBand, setFigures } from '#domains/dues/commands/figures.ts'
import { draftInvoice, issueInvoice } from '#domains/dues/commands/invoices.ts'
import { recordPayments } from '#domains/dues/commands/payments.ts'
import { sendInvoice } from '#domains/dues/commands/send-invoice.ts'
import { addFee, changeSettings } from '#domains/dues/commands/settings.ts'
import { feeInput, invoiceInput, settingsInput } from '#domains/dues/schema.ts'
import { addTier } from '#domains/members/commands/tiers.ts'
import { moveMembership } from '#domains/members/public.ts'
import { tierInput } from '#domains/members/schema.ts'
import { company } from '#domains/members/tables.ts'
import { castVote, closeVote, openVote } from '#domains/votes/commands.ts'
import { voteInput } from '#domains/votes/schema.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { type Actor, systemActor } from '#platform/identity/actor.ts'
import { mail } from '#platform/mail/tables.ts'
import { demoCluster } from './cluster.ts'
import { demoCompanies } from './companies.ts'
import { addDays } from './notice-xml.ts'
import type { DemoCompany } from './types.ts'

const bands = [
  { from: 0, cents: 60_000 },
  { from: 10, cents: 120_000 },
  { from: 50, cents: 240_000 },
  { from: 100, cents: 360_000 },
]
const observers = new Set(['tahelepaneja'])
/** Leaves its band undeclared, as somebody always does. */
const silent = 'mangulahing'
const overdue = 'kindlusvoti'
const halfPaid = 'vaiksamm'

type Run = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
type Member = DemoCompany & { id: string }

/** Membership in practice: classes and fees, a year's invoices, an application, figures and votes. */
export async function addDemoDues(house: House, actor: Actor): Promise<void> {
  const scope = { clusterId: actor.clusterId, accountId: '', role: 'system', companyId: null }
  const run: Run = (work) => inTransaction(house.pool, scope, work)
  const now = house.clock.now()
  const today = now.toISOString().slice(0, 10)
  const billed = new Date(now.getTime() - 75 * 86_400_000)
  const members = await run(findMembers)
  const year = Number(billed.toISOString().slice(0, 4))
  const tiers = await run((tx) => addTiersAndFees(tx, actor, now, year))
  await run(async (tx) => {
    for (const { id, key } of members) {
      const tierId = observers.has(key) ? tiers.associate : tiers.full
      await moveMembership(tx, actor, now, id, { tierId, endsOn: `${today.slice(0, 4)}-12-31` })
    }
  })
  await addFiguresAndBands(house, actor, members, now)
  await run((tx) => billYear(tx, actor, house, members, { year, billed, fullTier: tiers.full }))
  await addApplication(house, actor, run)
  await addVotes(house, actor, run, members)
}

async function findMembers(tx: Tx): Promise<Member[]> {
  const names = demoCompanies.map((one) => one.name)
  const rows = await tx
    .select({ id: company.id, name: company.legalName })
    .from(company)
    .where(inArray(company.legalName, names))
  return demoCompanies.flatMap((one) =>
    rows.filter(({ name }) => name === one.name).map(({ id }) => ({ ...one, id })),
  )
}

async function addTiersAndFees(tx: Tx, actor: Actor, now: Date, year: number) {
  const add = (en: string, et: string, kind: string, hasVote: boolean, position: number) =>
    addTier(tx, actor, now, tierInput.parse({ name: { en, et }, kind, hasVote, position }))
  const full = await add('Full member', 'Täisliige', 'full', true, 0)
  const associate = await add('Associate member', 'Toetajaliige', 'associate', false, 1)
  const research = await add('Research member', 'Teadusliige', 'research', true, 2)
  const fee = (tierId: string, from: number, more: Record<string, unknown>) =>
    addFee(tx, actor, now, feeInput.parse({ tierId, validFrom: `${from}-01-01`, vatRate: 2_400, ...more }))
  await fee(full, year, { basis: 'headcount', bands })
  await fee(full, year + 1, {
    basis: 'headcount',
    bands: bands.map(({ from, cents }) => ({ from, cents: Math.round(cents * 1.05) })),
  })
  await fee(associate, year, { basis: 'flat', bands: [{ from: 0, cents: 30_000 }] })
  await fee(research, year, { basis: 'free', vatRate: null, bands: [] })
  const { shortName, street, postcode, city, registerCode, email } = demoCluster
  await changeSettings(
    tx,
    actor,
    now,
    0,
    settingsInput.parse({
      renewalRule: 'calendar-year',
      reminderDays: [60, 30, 7],
      graceDays: 30,
      paymentDays: 14,
      seller: {
        name: `MTÜ ${shortName} (demo)`,
        registerCode,
        vatNumber: null,
        address: `${street}, ${postcode} ${city}`,
        // The sample account number of the IBAN standard's register.
        iban: 'EE382200221020145685',
        bank: 'Näidispank',
        email,
      },
    }),
  )
  return { full, associate, research }
}

/** Written under the companies' own hats: nobody else may, not even the system. */
async function addFiguresAndBands(
  house: House,
  actor: Actor,
  members: readonly Member[],
  now: Date,
): Promise<void> {
  const thisYear = now.getUTCFullYear()
  for (const { id, key, employees } of members) {
    const scope = { clusterId: actor.clusterId, accountId: '', role: 'company-admin', companyId: id }
    const admin: Actor = { ...systemActor(actor.clusterId), role: 'company-admin', companyId: id }
    await inTransaction(house.pool, scope, async (tx) => {
      for (const back of [1, 2, 3]) {
        const people = Math.max(1, Math.round(employees * (1 - 0.08 * (back - 1))))
        const figures = { turnoverCents: people * 9_500_000 + back * 123_400, headcount: people }
        await setFigures(tx, admin, now, thisYear - back, 0, figures)
      }
      if (key === silent || observers.has(key)) return
      const from = bands.findLast((band) => band.from <= employees)?.from ?? 0
      for (const year of [thisYear, thisYear + 1]) await declareBand(tx, admin, now, year, from)
    })
  }
}

type Billing = { year: number; billed: Date; fullTier: string }

/** A year's invoices as they were issued eleven weeks ago: most paid, one in part, one overdue. */
async function billYear(
  tx: Tx,
  actor: Actor,
  house: House,
  members: readonly Member[],
  { year, billed }: Billing,
) {
  const then: House = { ...house, clock: { now: () => billed } }
  for (const { id, key, employees } of members) {
    if (key === silent) continue
    const isFull = !observers.has(key)
    const cents = isFull ? (bands.findLast((band) => band.from <= employees)?.cents ?? 0) : 30_000
    const draft = await draftInvoice(
      tx,
      actor,
      billed,
      invoiceInput.parse({
        companyId: id,
        language: 'et',
        periodFrom: `${year}-01-01`,
        periodTo: `${year}-12-31`,
        note: null,
        lines: [
          {
            text: `Liikmemaks ${year}: ${isFull ? 'täisliige' : 'toetajaliige'}`,
            quantity: 1,
            unitCents: cents,
            vatRate: 2_400,
            vatNote: null,
          },
        ],
      }),
    )
    const { totalCents } = await issueInvoice(tx, actor, then, draft)
    await sendInvoice(tx, actor, then, draft)
    if (key === overdue) continue
    const paidOn = addDays(billed.toISOString().slice(0, 10), 9)
    const paid = key === halfPaid ? Math.round(totalCents / 2) : totalCents
    const payer = members.find((one) => one.id === id)?.name ?? null
    await recordPayments(tx, actor, new Date(`${paidOn}T09:00:00Z`), [
      { invoiceId: draft, paidOn, cents: paid, payer, bankEntry: `DEMO:${key}` },
    ])
  }
}

/** A company that applied by the public form and waits for an answer. */
async function addApplication(house: House, actor: Actor, run: Run): Promise<void> {
  await run((tx) =>
    changeAdmission(tx, actor, house.clock.now(), 0, {
      takesApplications: true,
      consent: {
        en: 'We keep these details to decide about your membership. The cluster’s staff read them; nobody else does. If you do not become a member, we delete them after two years. You may ask to see, correct or delete them at any time.',
        et: 'Hoiame neid andmeid, et otsustada teie liikmeks võtmise üle. Neid loevad ainult klastri töötajad. Kui te liikmeks ei saa, kustutame andmed kahe aasta pärast. Võite igal ajal küsida andmete näitamist, parandamist või kustutamist.',
      },
    }),
  )
  const home = await joinHome(house, demoCluster.key)
  const email = 'toomas.hylgemaa@hylgeluik.example'
  const form = applicationForm.parse({
    legalName: 'Hülgeluik OÜ',
    country: 'EE',
    registerCode: '99012340',
    vatNumber: '',
    address: 'Näidissadama 7, 10111 Tallinn',
    website: 'https://hylgeluik.example',
    summary:
      'Ehitame mehitamata pinnasõidukeid sadamate ja meretuuleparkide valveks. Kümme inimest, esimesed kaks sõidukit töötavad Hiiumaal.',
    tierId: '',
    contactName: 'Toomas Hülgemaa',
    contactTitle: 'Tegevjuht',
    contactEmail: email,
    contactPhone: '+372 5555 9501',
    consent: 'yes',
  })
  await apply(house, home, '127.0.0.1', 'et', form)
  const [letter] = await run((tx) =>
    tx.select({ text: mail.bodyText }).from(mail).where(eq(mail.recipient, email)),
  )
  const token = /\/application\/([A-Za-z0-9_-]{43})/.exec(letter?.text ?? '')?.[1]
  if (token) await confirmApplication(house, home, token)
}

/** One question open now, one decided in secret. */
async function addVotes(house: House, actor: Actor, run: Run, members: readonly Member[]): Promise<void> {
  const now = house.clock.now()
  const past = new Date(now.getTime() - 40 * 86_400_000)
  const voters = members.filter(({ key }) => !observers.has(key))
  const cast = async (at: Date, voteId: string, choices: readonly string[]) => {
    for (const [index, choice] of choices.entries()) {
      const companyId = voters[index]?.id ?? ''
      const scope = { clusterId: actor.clusterId, accountId: '', role: 'company-admin', companyId }
      const admin: Actor = { ...systemActor(actor.clusterId), role: 'company-admin', companyId }
      await inTransaction(house.pool, scope, (tx) => castVote(tx, admin, at, voteId, choice))
    }
  }
  const decided = await run((tx) =>
    openVote(
      tx,
      actor,
      past,
      voteInput.parse({
        question: 'Kas tõsta liikmemaksu tuleval aastal 5%?',
        explanation: 'Lisaraha läheb ühisele messistendile.',
        options: ['Poolt', 'Vastu', 'Erapooletu'],
        isSecret: true,
        closesAt: new Date(past.getTime() + 7 * 86_400_000).toISOString(),
      }),
    ),
  )
  await cast(past, decided, ['1', '1', '2', '1', '1', '3', '1'])
  await run((tx) => closeVote(tx, actor, new Date(past.getTime() + 7 * 86_400_000), decided))
  const open = await run((tx) =>
    openVote(
      tx,
      actor,
      now,
      voteInput.parse({
        question: 'Kummale messile läheme tuleval aastal ühise stendiga?',
        explanation: 'Raha jätkub üheks ühiseks stendiks. Hääletus on avalik.',
        options: ['Põhjala kaitsemess (väljamõeldud)', 'Läänemere mereohutuse mess (väljamõeldud)'],
        isSecret: false,
        closesAt: new Date(now.getTime() + 9 * 86_400_000).toISOString(),
      }),
    ),
  )
  // The first company, whose admin most visitors sign in as, has not voted yet.
  const later = voters.slice(1, 5)
  for (const [index, { id: companyId }] of later.entries()) {
    const scope = { clusterId: actor.clusterId, accountId: '', role: 'company-admin', companyId }
    const admin: Actor = { ...systemActor(actor.clusterId), role: 'company-admin', companyId }
    await inTransaction(house.pool, scope, (tx) =>
      castVote(tx, admin, now, open, index % 3 === 0 ? '2' : '1'),
    )
  }
}
