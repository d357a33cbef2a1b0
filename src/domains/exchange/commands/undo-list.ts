import { eq, sql } from 'drizzle-orm'
import {
  changeRecords,
  readRecords,
  refreshCompanies,
  removeRecord,
  removeRecords,
} from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record, recordParts } from '#platform/journal/journal.ts'
import { type Fact, isSame } from '../rules/merge.ts'
import type { ItemPart } from '../schema.ts'
import { memberImport, type RowInTheWay } from '../tables.ts'
import { eachChange } from './commit-list.ts'
import { lockImport, wantWork } from './plan-list.ts'

/** Asks for a taken list to be taken back. */
export async function wantUndo(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  leaveChanged: boolean,
): Promise<void> {
  const found = await lockImport(tx, actor, id, ['committed'])
  const { rows } = await tx.execute(sql`SELECT FROM member_import_change WHERE import_id = ${id} LIMIT 1`)
  if (rows.length === 0) {
    throw new Refusal(
      'exchange/too-late',
      409,
      'This list was taken too long ago to be taken back as a whole.',
    )
  }
  await tx
    .update(memberImport)
    .set({ status: 'undoing', refusal: null, done: 0, version: found.version + 1 })
    .where(eq(memberImport.id, id))
  await wantWork(tx, actor, id, 'undo', leaveChanged)
  await record(tx, actor, now, {
    action: 'exchange/list-taking-back-asked',
    objectKind: 'member-import',
    objectId: id,
    payload: { title: found.name, partOf: id },
  })
}

type Change = {
  targetId: string
  number: number
  label: string
  isNew: boolean
  before: Record<string, Fact | null>
  after: Record<string, Fact>
  versionAfter: number
}

/**
 * Gives every record its values from before the list and takes away those it brought, in the caller's one transaction.
 * What somebody changed since stands in the way of all, unless `leaveChanged`: then that stays as it is now.
 */
export async function undoList(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  leaveChanged: boolean,
  progress: (done: number) => Promise<void>,
): Promise<void> {
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`member lists of ${actor.clusterId}`}, 0))`,
  )
  const [found] = await tx.select().from(memberImport).where(eq(memberImport.id, importId))
  if (found?.status !== 'undoing') return

  const inTheWay: RowInTheWay[] = []
  const touched = new Set<string>()
  const counts = { restored: 0, removed: 0 }
  let done = 0
  // People and products go before the companies that hold them.
  for (const part of ['product', 'person', 'company'] as const) {
    await eachChange(tx, importId, part, async (ids) => {
      const changes = await readChanges(tx, importId, part, ids)
      const back = await takeBack(tx, actor, now, part, changes)
      for (const one of back.left)
        inTheWay.push({ number: one.number, part, label: one.label, targetId: one.targetId })
      for (const id of back.companies) touched.add(id)
      await recordParts(tx, actor, now, importId, back.entries)
      counts.restored += back.restored
      counts.removed += back.removed
      done += changes.length
      await progress(done)
    })
  }
  if (inTheWay.length > 0 && !leaveChanged) {
    throw new Refusal(
      'exchange/changed-after',
      409,
      'Some of these records were changed after the list was taken.',
      {
        rows: inTheWay.slice(0, 200),
        count: inTheWay.length,
      },
    )
  }
  const companies = [...touched]
  for (let from = 0; from < companies.length; from += 300) {
    await refreshCompanies(tx, actor, now, companies.slice(from, from + 300))
  }
  await tx.execute(sql`DELETE FROM member_import_change WHERE import_id = ${importId}`)
  await tx
    .update(memberImport)
    .set({ status: 'undone', undoneBy: actor.accountId, undoneAt: now, done: 0, version: found.version + 1 })
    .where(eq(memberImport.id, importId))
  await record(tx, actor, now, {
    action: 'members/list-taken-back',
    objectKind: 'member-import',
    objectId: importId,
    payload: { title: found.name, ...counts, left: inTheWay.length },
  })
}

async function readChanges(
  tx: Tx,
  importId: string,
  part: ItemPart,
  ids: readonly string[],
): Promise<Change[]> {
  const { rows } = await tx.execute<Change>(sql`
    SELECT target_id AS "targetId", number, label, is_new AS "isNew", before, after, version_after AS "versionAfter"
    FROM member_import_change WHERE import_id = ${importId} AND part = ${part} AND target_id IN ${ids} ORDER BY number`)
  return rows
}

async function takeBack(tx: Tx, actor: Actor, now: Date, part: ItemPart, changes: readonly Change[]) {
  const present = new Map(
    (await readRecords(tx, part, { ids: changes.map(({ targetId }) => targetId) })).map((one) => [
      one.id,
      one,
    ]),
  )
  const left: Change[] = []
  const restore: Change[] = []
  const remove: Change[] = []
  for (const change of changes) {
    const record = present.get(change.targetId)
    // What is gone already needs no taking back; a changed record that is gone stays in the way of nobody.
    if (!record) continue
    if (change.isNew) (record.version === change.versionAfter ? remove : left).push(change)
    else (stillHolds(record.facts, change.after) ? restore : left).push(change)
  }
  await changeRecords(
    tx,
    actor,
    now,
    part,
    restore.map(({ targetId, before }) => ({ id: targetId, facts: before })),
  )
  const kept = await removeAll(tx, actor, part, remove)
  left.push(...kept)
  const removed = remove.filter((one) => !kept.includes(one))
  const entryOf = (verb: string) => (change: Change) => {
    const record = present.get(change.targetId)
    return {
      action: `members/${part}-${verb}`,
      objectKind: 'company',
      objectId: record?.companyId ?? change.targetId,
      payload: {
        title: record?.companyName ?? change.label,
        ...(part === 'company' ? {} : { partId: change.targetId, subject: change.label }),
        changes:
          part === 'person' || verb === 'removed'
            ? []
            : Object.entries(change.before).map(([field, after]) => ({
                field,
                before: change.after[field] ?? null,
                after,
              })),
      },
    }
  }
  const companyOf = (change: Change) => present.get(change.targetId)?.companyId ?? change.targetId
  return {
    left,
    restored: restore.length,
    removed: removed.length,
    companies: [...restore, ...(part === 'company' ? [] : removed)].map(companyOf),
    entries: [...restore.map(entryOf('changed')), ...removed.map(entryOf('removed'))],
  }
}

function stillHolds(facts: Record<string, Fact>, after: Record<string, Fact>): boolean {
  return Object.entries(after).every(([field, value]) => isSame(field, facts[field], value))
}

/** All at once; where something hangs on one of them, one by one. Answers those that had to stay. */
async function removeAll(
  tx: Tx,
  actor: Actor,
  part: ItemPart,
  changes: readonly Change[],
): Promise<Change[]> {
  if (changes.length === 0) return []
  await tx.client.query('SAVEPOINT removals')
  try {
    await removeRecords(
      tx,
      actor,
      part,
      changes.map(({ targetId }) => targetId),
    )
    await tx.client.query('RELEASE SAVEPOINT removals')
    return []
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '23503')) throw error
    await tx.client.query('ROLLBACK TO SAVEPOINT removals')
  }
  const kept: Change[] = []
  for (const change of changes) {
    if (!(await removeRecord(tx, actor, part, change.targetId))) kept.push(change)
  }
  return kept
}
