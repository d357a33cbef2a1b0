import { and, eq, inArray } from 'drizzle-orm'
import { companyTable } from '#domains/members/public.ts'
import { dateIn } from '#platform/clock.ts'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import { sha256Of } from '#platform/files/store.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cluster } from '#platform/identity/tables.ts'
import { enqueue } from '#platform/jobs/queue.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { askingCompany, mayChangeEntry, mayEnter } from '../policy/entries.ts'
import { documentOf, isHidden } from '../rules/entry-document.ts'
import { matchQueue } from '../rules.ts'
import type { EntryInput } from '../schema/entry.ts'
import { notice, noticeReader } from '../tables.ts'
import { readKnown, storeNotice } from './store-notice.ts'

/** Enters an opportunity; it is matched, found and answered like any notice. */
export async function addEntry(tx: Tx, actor: Actor, now: Date, input: EntryInput): Promise<string> {
  if (!mayEnter(actor, input.kind)) throw forbidden()
  const { clusterId } = actor
  const ownerCompanyId = askingCompany(actor)
  await refuseStrangers(tx, actor, input)
  const key = `${input.kind === 'request' ? 'request' : 'entry'}:${newId(now.getTime())}`
  const who = await readAsker(tx, ownerCompanyId)
  if (who === null && input.buyer === null && actor.role === 'peer-cluster-staff') {
    throw new Refusal('opportunities/asker-unsaid', 422, 'Please say for whom you ask.')
  }
  const id = await asSystem(tx, actor, async () => {
    const stored = await store(tx, actor, now, input, key, dateIn(await readZone(tx, actor), now), who)
    await tx
      .update(notice)
      .set({ visibility: input.visibility, ownerCompanyId, ownerAccountId: actor.accountId })
      .where(and(eq(notice.clusterId, clusterId), eq(notice.id, stored)))
    const companies = input.visibility === 'chosen' ? [...new Set(input.readers)] : []
    const readers = companies.map((companyId) => ({ clusterId, noticeId: stored, companyId, ownerCompanyId }))
    if (readers.length > 0) await tx.insert(noticeReader).values(readers)
    return stored
  })
  await tell(tx, actor, now, 'entry-added', { ...input, id, ownerCompanyId })
  return id
}

/** Changes an entry; `version` is the one the caller saw. Who may see it was settled when it was entered. */
export async function changeEntry(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: EntryInput,
): Promise<void> {
  const found = await readChangeable(tx, actor, id)
  const isSameKind = (input.kind === 'request') === (found.kind === 'request')
  if (!isSameKind || input.visibility !== found.visibility) {
    throw new Refusal(
      'opportunities/audience-settled',
      409,
      'Who may see it is settled when it is entered. End it and enter it anew.',
    )
  }
  const who = await readAsker(tx, found.ownerCompanyId)
  const enteredOn = found.publishedOn ?? now.toISOString().slice(0, 10)
  await asSystem(tx, actor, async () => {
    await lockVersion(tx, actor, id, version)
    await store(tx, actor, now, input, found.key, enteredOn, who)
  })
  await tell(tx, actor, now, 'entry-changed', { ...input, id, ownerCompanyId: found.ownerCompanyId })
}

/** Ends an entry before its day: nobody can answer it any more. */
export async function endEntry(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  const found = await readChangeable(tx, actor, id)
  await asSystem(tx, actor, () =>
    tx
      .update(notice)
      .set({ endedAt: now, openUntil: new Date(now.getTime() - 1), version: found.version + 1 })
      .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, id))),
  )
  const title = Object.values(found.title)[0] ?? ''
  const { visibility, ownerCompanyId } = found
  await tell(tx, actor, now, 'entry-ended', { id, title, visibility, ownerCompanyId })
}

/** An entry the caller may change; one that is not theirs answers like one that does not exist. */
export async function readChangeable(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx
    .select({
      version: notice.version,
      key: notice.key,
      kind: notice.kind,
      format: notice.format,
      title: notice.title,
      visibility: notice.visibility,
      publishedOn: notice.publishedOn,
      ownerCompanyId: notice.ownerCompanyId,
      ownerAccountId: notice.ownerAccountId,
      endedAt: notice.endedAt,
    })
    .from(notice)
    .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, id)))
  if (!found || !mayChangeEntry(actor, found)) throw notFound('This entry')
  if (found.format !== 'by-hand' && found.format !== 'request') {
    throw new Refusal('opportunities/no-entry', 409, 'Only what was entered by hand can be changed here.')
  }
  if (found.endedAt !== null) {
    throw new Refusal('opportunities/entry-ended', 409, 'This has been ended and cannot be changed any more.')
  }
  return found
}

/** Two changes of one version: the second waits here and finds that it is late. */
async function lockVersion(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
  const [locked] = await tx
    .select({ version: notice.version })
    .from(notice)
    .where(and(eq(notice.clusterId, actor.clusterId), eq(notice.id, id)))
    .for('update')
  if (locked?.version !== version) throw stale(locked?.version ?? 0)
}

async function store(
  tx: Tx,
  actor: Actor,
  now: Date,
  input: EntryInput,
  key: string,
  enteredOn: string,
  who: { name: string; country: string | null } | null,
): Promise<string> {
  const document = documentOf(input, key, enteredOn, who)
  const sha256 = sha256Of(new TextEncoder().encode(JSON.stringify(document)))
  const file = { name: key, sha256, notice: document }
  const into = {
    importId: null,
    source: 'by-hand' as const,
    timeZone: await readZone(tx, actor),
    isHidden: isHidden(input.visibility),
  }
  const stored = await storeNotice(tx, actor, now, into, await readKnown(tx, actor, [file]), file)
  if (stored.outcome !== 'unchanged') await enqueue(tx, matchQueue, { clusterId: actor.clusterId })
  return stored.id
}

async function readAsker(tx: Tx, companyId: string | null) {
  if (companyId === null) return null
  const [found] = await tx
    .select({ name: companyTable.legalName, country: companyTable.country })
    .from(companyTable)
    .where(eq(companyTable.id, companyId))
  return found ?? null
}

/** A company the caller cannot see is none that could be chosen. */
async function refuseStrangers(tx: Tx, actor: Actor, input: EntryInput): Promise<void> {
  if (input.visibility !== 'chosen') return
  const wanted = [...new Set(input.readers)]
  const known = await tx
    .select({ id: companyTable.id })
    .from(companyTable)
    .where(and(eq(companyTable.clusterId, actor.clusterId), inArray(companyTable.id, wanted)))
  if (known.length < wanted.length) throw notFound('This company')
}

async function readZone(tx: Tx, actor: Actor): Promise<string> {
  const [home] = await tx
    .select({ timeZone: cluster.timeZone })
    .from(cluster)
    .where(eq(cluster.id, actor.clusterId))
  if (!home) throw notFound('This cluster')
  return home.timeZone
}

type Told = Pick<EntryInput, 'title' | 'visibility'> & { id: string; ownerCompanyId: string | null }

/** The title of what is not for everybody reaches staff and the asker only. */
async function tell(tx: Tx, actor: Actor, now: Date, what: string, entry: Told): Promise<void> {
  await record(tx, actor, now, {
    action: `opportunities/${what}`,
    objectKind: 'notice',
    objectId: entry.id,
    payload: {
      title: entry.title.slice(0, 200),
      visibility: entry.visibility,
      ...(isHidden(entry.visibility) ? {} : { audience: 'cluster' }),
      ...(entry.ownerCompanyId === null ? {} : { companyId: entry.ownerCompanyId }),
    },
  })
}
