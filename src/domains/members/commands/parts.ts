import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound, Refusal, stale } from '#platform/errors.ts'
import { type Actor, isStaff } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import type { PartKind } from '../schema.ts'
import { capability, certificate, person, product, reference } from '../tables.ts'
import { type Change, differences } from './differences.ts'
import { editableCompany } from './editable-company.ts'
import { refreshCompany } from './refresh-company.ts'

type Fields = Record<string, unknown>
type Owner = { id: string; legalName: string }

const partTables = {
  people: person,
  capabilities: capability,
  products: product,
  references: reference,
  certificates: certificate,
}
const partWords = {
  people: 'person',
  capabilities: 'capability',
  products: 'product',
  references: 'reference',
  certificates: 'certificate',
}

/** Adds a person, capability, product, reference or certificate to a company. */
export async function addPart(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string,
  kind: PartKind,
  input: Fields,
): Promise<string> {
  const owner = await editableCompany(tx, actor, companyId)
  refuseForeignSecret(actor, companyId, input)
  const id = newId(now.getTime())
  // The shapes of input and table were made for each other (schema.ts, tables.ts); the kind ties them together.
  await tx.insert(partTables[kind]).values({ ...input, clusterId: actor.clusterId, id, companyId } as never)
  await afterPartChange(tx, actor, now, owner, kind, 'added', id, {}, input)
  return id
}

/** Changes one part; `version` is the one the caller saw. */
export async function changePart(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string,
  kind: PartKind,
  partId: string,
  version: number,
  input: Fields,
): Promise<void> {
  const owner = await editableCompany(tx, actor, companyId)
  refuseForeignSecret(actor, companyId, input)
  const before = await readPart(tx, kind, companyId, partId)
  const table = partTables[kind]
  const changed = await tx
    .update(table)
    .set({ ...input, version: version + 1 } as never)
    .where(and(eq(table.companyId, companyId), eq(table.id, partId), eq(table.version, version)))
    .returning({ id: table.id })
  if (changed.length === 0) throw stale(Number(before.version))
  await afterPartChange(tx, actor, now, owner, kind, 'changed', partId, before, input)
}

/** Removes one part. What it said stays in the history. */
export async function removePart(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string,
  kind: PartKind,
  partId: string,
): Promise<void> {
  const owner = await editableCompany(tx, actor, companyId)
  const before = await readPart(tx, kind, companyId, partId)
  const table = partTables[kind]
  await tx.delete(table).where(and(eq(table.companyId, companyId), eq(table.id, partId)))
  await afterPartChange(tx, actor, now, owner, kind, 'removed', partId, before, before)
}

async function readPart(tx: Tx, kind: PartKind, companyId: string, partId: string): Promise<Fields> {
  const table = partTables[kind]
  const [found] = await tx
    .select()
    .from(table)
    .where(and(eq(table.companyId, companyId), eq(table.id, partId)))
  if (!found) throw notFound(`This ${partWords[kind]}`)
  return found
}

async function afterPartChange(
  tx: Tx,
  actor: Actor,
  now: Date,
  owner: Owner,
  kind: PartKind,
  verb: 'added' | 'changed' | 'removed',
  partId: string,
  before: Fields,
  after: Fields,
): Promise<void> {
  await refreshCompany(tx, actor, now, owner.id)
  await record(tx, actor, now, {
    action: `members/${partWords[kind]}-${verb}`,
    objectKind: 'company',
    objectId: owner.id,
    payload: { title: owner.legalName, partId, ...historyOf(kind, before, after) },
  })
}

/** Only the company itself can keep a part to itself: staff would lock themselves out of what they just wrote. */
function refuseForeignSecret(actor: Actor, companyId: string, input: Fields): void {
  if (input.visibility === 'company' && isStaff(actor) && actor.companyId !== companyId) {
    throw new Refusal('members/company-only', 422, 'Only the company itself can keep something to itself.')
  }
}

/** Staff read a company's history too: what it keeps to itself, and people's details, leave only the fact of a change. */
function historyOf(kind: PartKind, before: Fields, after: Fields): { subject?: string; changes: Change[] } {
  if (before.visibility === 'company' || after.visibility === 'company') return { changes: [] }
  return { subject: titleOf(after), changes: kind === 'people' ? [] : differences(before, after) }
}

function titleOf(fields: Fields): string {
  return String(fields.name ?? fields.title ?? fields.kind ?? '')
}
