import { eq, sql } from 'drizzle-orm'
import {
  addRecords,
  changeRecords,
  type Facts,
  readRecords,
  refreshCompanies,
} from '#domains/members/public.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record, recordParts } from '#platform/journal/journal.ts'
import { countOutcomes } from '../queries/imports.ts'
import { changesOf, effectiveChanges, type Fact } from '../rules/merge.ts'
import type { FieldChoice, ItemPart, PlanInput } from '../schema.ts'
import { itemParts } from '../schema.ts'
import { memberImport, type RowInTheWay } from '../tables.ts'
import { forgetRows, lockImport, wantWork, withoutSamples } from './plan-list.ts'

const portion = 1_000

/** Asks for the list to be taken. */
export async function wantCommit(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
): Promise<void> {
  const found = await lockImport(tx, actor, id, ['checked'])
  if (found.version !== version) {
    throw new Refusal('exchange/not-now', 409, 'Somebody else is working on this list. Please look again.')
  }
  if (!found.needsCheck) await refuseOpen(tx, id)
  await tx
    .update(memberImport)
    .set({ status: 'committing', refusal: null, done: 0, version: version + 1 })
    .where(eq(memberImport.id, id))
  await wantWork(tx, actor, id, 'commit')
  await record(tx, actor, now, {
    action: 'exchange/list-taking-asked',
    objectKind: 'member-import',
    objectId: id,
    payload: { title: found.name, partOf: id },
  })
}

/** Somebody has to say who a doubtful row is before anything is taken; and there must be something to take. */
export async function refuseOpen(tx: Tx, id: string): Promise<void> {
  const { doubtful = 0, new: added = 0, change = 0 } = await countOutcomes(tx, id)
  if (doubtful > 0) {
    throw new Refusal('exchange/undecided', 409, `Please decide about ${doubtful} doubtful rows first.`, {
      count: doubtful,
    })
  }
  if (added + change === 0) {
    throw new Refusal(
      'exchange/nothing-to-take',
      409,
      'The list holds nothing new: there is nothing to take.',
    )
  }
}

/**
 * Takes the whole list in the caller's one transaction, or throws and nothing is taken. Reads, merges and writes a
 * thousand rows at a time. A record that changed since it was compared stands in the way of all.
 */
export async function commitList(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  progress: (done: number) => Promise<void>,
): Promise<void> {
  // Two lists of one cluster take turns, and each sees what the other brought.
  await tx.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`member lists of ${actor.clusterId}`}, 0))`,
  )
  const [found] = await tx.select().from(memberImport).where(eq(memberImport.id, importId))
  if (found?.status !== 'committing') return
  await refuseOpen(tx, importId)

  const written = new Set<string>()
  const inTheWay: RowInTheWay[] = []
  let done = 0
  for (let after: Place = { number: -1, part: 'company' }; ; ) {
    const items = await readItems(tx, importId, after)
    const last = items.at(-1)
    if (!last) break
    await takePortion(tx, actor, now, { importId, plan: found.plan, items, written, inTheWay })
    after = last
    done += items.length
    await progress(done)
  }
  if (inTheWay.length > 0) {
    throw new Refusal(
      'exchange/changed-since',
      409,
      'Records were changed since this list was compared with them. Please compare again.',
      {
        rows: inTheWay.slice(0, 200),
      },
    )
  }
  await noteVersions(tx, importId)
  await refreshTouched(tx, actor, now, importId)
  const counts = await journalTouched(tx, actor, now, importId)
  await forgetRows(tx, importId)
  await tx
    .update(memberImport)
    .set({
      status: 'committed',
      counts,
      plan: withoutSamples(found.plan),
      committedBy: actor.accountId,
      committedAt: now,
      done: 0,
      version: found.version + 1,
    })
    .where(eq(memberImport.id, importId))
  await record(tx, actor, now, {
    action: 'members/list-taken',
    objectKind: 'member-import',
    objectId: importId,
    payload: { title: found.name, ...counts },
  })
}

type Place = { number: number; part: ItemPart }
type Item = Place & {
  label: string
  targetId: string
  ownerId: string
  targetVersion: number | null
  facts: Facts
  choices: Record<string, FieldChoice> | null
}

async function readItems(tx: Tx, importId: string, after: Place): Promise<Item[]> {
  const { rows } = await tx.execute<Item>(sql`
    SELECT i.number, i.part, i.label, i.target_id AS "targetId", i.owner_id AS "ownerId", i.target_version AS "targetVersion",
      i.facts, d.choices
    FROM member_import_item i
    LEFT JOIN member_import_decision d ON d.cluster_id = i.cluster_id AND d.import_id = i.import_id
      AND d.number = i.number AND d.part = i.part
    WHERE i.import_id = ${importId} AND i.outcome IN ('new', 'change') AND (i.number, i.part) > (${after.number}, ${after.part})
    ORDER BY i.number, i.part LIMIT ${portion}`)
  return rows
}

type Change = {
  part: ItemPart
  targetId: string
  companyId: string
  number: number
  label: string
  isNew: boolean
  before: Record<string, Fact | null>
  after: Record<string, Fact>
}

type Portion = {
  importId: string
  plan: PlanInput
  items: readonly Item[]
  /** Records this list has written already. */
  written: Set<string>
  inTheWay: RowInTheWay[]
}

async function takePortion(tx: Tx, actor: Actor, now: Date, portion: Portion): Promise<void> {
  const changes = new Map<string, Change>()
  for (const part of itemParts) {
    const ids = [
      ...new Set(portion.items.filter((item) => item.part === part).map(({ targetId }) => targetId)),
    ]
    const known = new Map((await readRecords(tx, part, { ids })).map((one) => [one.id, one]))
    for (const item of portion.items) {
      if (item.part !== part) continue
      const stored = known.get(item.targetId)
      if (!isAsCompared(item, stored, changes, portion.written)) {
        const { number, label, targetId } = item
        portion.inTheWay.push({ number, part, label, targetId })
        continue
      }
      mergeInto(changes, item, stored?.facts, portion.plan)
    }
  }
  if (portion.inTheWay.length > 0) return
  await write(tx, actor, now, portion.importId, [...changes.values()])
  for (const id of changes.keys()) portion.written.add(id)
}

/** What a row was compared with is what it now meets; or this very list has written it meanwhile. */
function isAsCompared(
  item: Item,
  stored: { version: number } | undefined,
  changes: ReadonlyMap<string, Change>,
  written: ReadonlySet<string>,
): boolean {
  if (changes.has(item.targetId) || written.has(item.targetId)) return true
  return (stored?.version ?? null) === item.targetVersion
}

function mergeInto(
  changes: Map<string, Change>,
  item: Item,
  stored: Facts | undefined,
  plan: PlanInput,
): void {
  const { part, targetId, number, label, facts } = item
  const earlier = changes.get(targetId)
  if (!earlier && stored === undefined) {
    changes.set(targetId, {
      part,
      targetId,
      companyId: item.ownerId,
      number,
      label,
      isNew: true,
      before: {},
      after: facts,
    })
    return
  }
  const present = { ...stored, ...earlier?.after }
  const effective = effectiveChanges(changesOf(present, facts, plan, item.choices ?? {}))
  if (effective.length === 0) return
  const before = Object.fromEntries(effective.map(({ field, before }) => [field, before]))
  const after = Object.fromEntries(
    effective.flatMap(({ field, after }) => (after === null ? [] : [[field, after]])),
  )
  changes.set(targetId, {
    ...(earlier ?? { part, targetId, companyId: item.ownerId, number, label, isNew: false }),
    before: earlier?.isNew ? {} : { ...before, ...earlier?.before },
    after: { ...earlier?.after, ...after },
  })
}

async function write(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
  changes: readonly Change[],
): Promise<void> {
  for (const part of itemParts) {
    const ofPart = changes.filter((one) => one.part === part)
    const added = ofPart
      .filter(({ isNew }) => isNew)
      .map((one) => ({ id: one.targetId, companyId: one.companyId, facts: one.after }))
    const changed = ofPart
      .filter(({ isNew }) => !isNew)
      .map((one) => ({ id: one.targetId, facts: one.after }))
    await withTakenCode(async () => {
      await addRecords(tx, actor, now, part, added)
      await changeRecords(tx, actor, now, part, changed)
    })
  }
  await tx.execute(sql`
    INSERT INTO member_import_change AS c (cluster_id, import_id, part, target_id, number, label, is_new, before, after, version_after)
    SELECT ${actor.clusterId}, ${importId}, n.part, n."targetId", n.number, n.label, n."isNew", n.before, n.after, 0
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS n(part text, "targetId" uuid, number integer, label text,
      "isNew" boolean, before jsonb, after jsonb)
    ON CONFLICT (cluster_id, import_id, part, target_id) DO UPDATE SET
      before = CASE WHEN c.is_new THEN c.before ELSE EXCLUDED.before || c.before END, after = c.after || EXCLUDED.after`)
}

/** Two companies of one country cannot have one register code; the database knows best. */
async function withTakenCode(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === '23505'
    if (!isTaken) throw error
    const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : ''
    const code = /=\([^,]+, ([^,]+, [^)]+)\)/.exec(detail)?.[1] ?? ''
    throw new Refusal(
      'exchange/code-taken',
      409,
      `Two companies would have the same register code (${code}). Say of the later one that it is the same, or leave it out.`,
      { code },
    )
  }
}

/** A new record counts as untouched as long as it has the version the list left it with. */
async function noteVersions(tx: Tx, importId: string): Promise<void> {
  for (const part of itemParts) {
    await eachChange(tx, importId, part, async (ids) => {
      const versions = (await readRecords(tx, part, { ids })).map(({ id, version }) => ({ id, version }))
      await tx.execute(sql`
        UPDATE member_import_change c SET version_after = n.version
        FROM jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) AS n(id uuid, version integer)
        WHERE c.import_id = ${importId} AND c.part = ${part} AND c.target_id = n.id`)
    })
  }
}

async function refreshTouched(tx: Tx, actor: Actor, now: Date, importId: string): Promise<void> {
  for (const part of itemParts) {
    await eachChange(tx, importId, part, async (ids) => {
      const companies =
        part === 'company' ? ids : (await readRecords(tx, part, { ids })).map(({ companyId }) => companyId)
      await refreshCompanies(tx, actor, now, [...new Set(companies)])
    })
  }
}

/** An entry in the history of every company touched; of people only that they were, never what. */
async function journalTouched(
  tx: Tx,
  actor: Actor,
  now: Date,
  importId: string,
): Promise<{ added: number; changed: number }> {
  const counts = { added: 0, changed: 0 }
  for (const part of itemParts) {
    await eachChange(tx, importId, part, async (ids) => {
      const owners = new Map((await readRecords(tx, part, { ids })).map((one) => [one.id, one]))
      const { rows } = await tx.execute<Change>(sql`
        SELECT target_id AS "targetId", label, is_new AS "isNew", before, after FROM member_import_change
        WHERE import_id = ${importId} AND part = ${part} AND target_id IN ${ids} ORDER BY number`)
      await recordParts(
        tx,
        actor,
        now,
        importId,
        rows.map((row) => {
          counts[row.isNew ? 'added' : 'changed'] += 1
          const owner = owners.get(row.targetId)
          return {
            action: `members/${part}-${row.isNew ? 'added' : 'changed'}`,
            objectKind: 'company',
            objectId: owner?.companyId ?? row.targetId,
            payload: {
              title: owner?.companyName ?? row.label,
              ...(part === 'company' ? {} : { partId: row.targetId, subject: row.label }),
              changes:
                row.isNew || part === 'person'
                  ? []
                  : Object.entries(row.after).map(([field, after]) => ({
                      field,
                      before: row.before[field] ?? null,
                      after,
                    })),
            },
          }
        }),
      )
    })
  }
  return counts
}

/** Walks what a list changed, a few hundred ids at a time. */
export async function eachChange(
  tx: Tx,
  importId: string,
  part: ItemPart,
  work: (ids: string[]) => Promise<void>,
): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await tx.execute<{ id: string }>(sql`
      SELECT target_id AS id FROM member_import_change
      WHERE import_id = ${importId} AND part = ${part} AND target_id > ${after}::uuid ORDER BY target_id LIMIT 500`)
    const ids = rows.map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    await work(ids)
    after = last
  }
}
