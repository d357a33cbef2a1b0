import { and, eq, isNull } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { seatOf, sharingsOf } from '../policy/following.ts'
import { questionFor, readSearch, readZone } from '../queries/saved-searches.ts'
import { nextDigestAt } from '../rules/digest-times.ts'
import type { DigestInput, SavedSearchInput } from '../schema/saved-search.ts'
import { savedSearch, searchDigest } from '../tables/following.ts'

// More than anybody keeps apart; a loop in somebody's program ends here.
const mostSearches = 100

/** Keeps a search of the list under a name. Answers its id. */
export async function saveSearch(tx: Tx, actor: Actor, now: Date, input: SavedSearchInput): Promise<string> {
  const seat = seatOf(actor)
  if (!seat) throw forbidden()
  checkInput(actor, input)
  const { clusterId } = actor
  const own = await tx
    .select({ id: savedSearch.id })
    .from(savedSearch)
    .where(and(eq(savedSearch.clusterId, clusterId), eq(savedSearch.ownerId, seat.accountId)))
    .limit(mostSearches)
  if (own.length >= mostSearches) {
    throw new Refusal(
      'opportunities/too-many-searches',
      422,
      'You have a hundred searches. Please remove one first.',
    )
  }
  const id = newId(now.getTime())
  await tx
    .insert(savedSearch)
    .values({ ...input, clusterId, id, ownerId: seat.accountId, companyId: seat.companyId, createdAt: now })
  await recordSearch(tx, actor, now, id, 'opportunities/search-saved')
  return id
}

export async function changeSearch(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: SavedSearchInput,
): Promise<void> {
  const found = await readOwn(tx, actor, id)
  if (found.version !== version) throw stale(found.version)
  checkInput(actor, input)
  const changed = await tx
    .update(savedSearch)
    .set({ ...input, version: version + 1 })
    .where(and(isSearch(actor, id), eq(savedSearch.version, version)))
    .returning({ id: savedSearch.id })
  if (changed.length === 0) throw stale(version + 1)
  // What was looked at before was looked at with other eyes, whoever's mails these are.
  await asSystem(tx, actor, () =>
    tx
      .update(searchDigest)
      .set({ checkedAt: null })
      .where(and(eq(searchDigest.clusterId, actor.clusterId), eq(searchDigest.searchId, id))),
  )
  await recordSearch(tx, actor, now, id, 'opportunities/search-changed')
}

/** Removes a search, and with it everybody's mails and calendars about it. */
export async function removeSearch(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  await readOwn(tx, actor, id)
  await tx.delete(savedSearch).where(isSearch(actor, id))
  await recordSearch(tx, actor, now, id, 'opportunities/search-removed')
}

/** Says when the caller gets mail about what is new in a search; notices that are there already are not new. */
export async function setDigest(
  tx: Tx,
  actor: Actor,
  now: Date,
  searchId: string,
  input: DigestInput,
): Promise<void> {
  const seat = seatOf(actor)
  if (!seat) throw forbidden()
  await readSearch(tx, actor, searchId)
  const { clusterId } = actor
  const { rhythm, hour, weekday } = input
  if (rhythm === 'off') {
    await tx
      .delete(searchDigest)
      .where(
        and(
          eq(searchDigest.clusterId, clusterId),
          eq(searchDigest.searchId, searchId),
          eq(searchDigest.accountId, seat.accountId),
          seat.companyId === null
            ? isNull(searchDigest.companyId)
            : eq(searchDigest.companyId, seat.companyId),
        ),
      )
  } else {
    const when = { rhythm, hour, weekday }
    const nextAt = nextDigestAt(now, await readZone(tx, actor), when)
    await tx
      .insert(searchDigest)
      .values({ ...seat, ...when, clusterId, id: newId(now.getTime()), searchId, since: now, nextAt })
      .onConflictDoUpdate({
        target: [
          searchDigest.clusterId,
          searchDigest.searchId,
          searchDigest.accountId,
          searchDigest.companyId,
        ],
        set: { ...when, nextAt },
      })
  }
  await recordSearch(tx, actor, now, searchId, 'opportunities/digest-chosen')
}

function checkInput(actor: Actor, input: SavedSearchInput): void {
  questionFor(input.address)
  if (!sharingsOf(actor).includes(input.sharing)) throw forbidden('Your role cannot share a search this way.')
}

/** One that is shared with the caller is seen, and changed by its owner only. */
async function readOwn(tx: Tx, actor: Actor, id: string) {
  const found = await readSearch(tx, actor, id)
  if (found.ownerId !== actor.accountId) throw forbidden('Only who saved a search may change it.')
  if (found.companyId !== actor.companyId) throw notFound('This search')
  return found
}

function isSearch(actor: Actor, id: string) {
  return and(eq(savedSearch.clusterId, actor.clusterId), eq(savedSearch.id, id))
}

/** What somebody looks for is nobody else's business: the entry says that there is a search, and not which. */
async function recordSearch(tx: Tx, actor: Actor, now: Date, id: string, action: string): Promise<void> {
  await record(tx, actor, now, { action, objectKind: 'saved-search', objectId: id, payload: {} })
}
