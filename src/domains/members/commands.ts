import { and, eq, sql } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import { forbidden, notFound, Refusal, stale } from '#platform/errors.ts'
import { type Actor, isStaff } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayAddCompany, mayEditCompany, mayEditMembership } from './policy.ts'
import { readParts } from './queries.ts'
import { completenessOf, nextStatuses } from './rules.ts'
import type { CompanyInput, MembershipInput, PartKind } from './schema.ts'
import { capability, certificate, company, membership, person, product, reference } from './tables.ts'

/** Opens a company's record in the cluster. */
export async function addCompany(tx: Tx, actor: Actor, now: Date, input: CompanyInput): Promise<string> {
  if (!mayAddCompany(actor)) throw forbidden()
  await refuseTakenRegisterCode(tx, input, undefined)

  const id = newId(now.getTime())
  await tx
    .insert(company)
    .values({ ...input, clusterId: actor.clusterId, id, createdAt: now, updatedAt: now })
  await refreshCompany(tx, actor, now, id)
  await record(tx, actor, now, {
    action: 'members/company-added',
    objectKind: 'company',
    objectId: id,
    payload: { title: input.legalName },
  })
  return id
}

/** Changes a company's own fields; `version` is the one the caller saw. */
export async function changeCompany(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  version: number,
  input: CompanyInput,
): Promise<void> {
  const before = await editableCompany(tx, actor, id)
  await refuseTakenRegisterCode(tx, input, id)
  const changed = await tx
    .update(company)
    .set({ ...input, version: version + 1, updatedAt: now })
    .where(and(eq(company.id, id), eq(company.version, version)))
    .returning({ id: company.id })
  if (changed.length === 0) throw stale(before.version)

  await refreshCompany(tx, actor, now, id)
  await record(tx, actor, now, {
    action: 'members/company-changed',
    objectKind: 'company',
    objectId: id,
    payload: { title: input.legalName, changes: differences(before, input) },
  })
}

/** Sets the membership: its tier, status and dates. A status only moves along `nextStatuses`. */
export async function setMembership(
  tx: Tx,
  actor: Actor,
  now: Date,
  companyId: string,
  version: number,
  input: MembershipInput,
): Promise<void> {
  const [owner] = await tx.select({ name: company.legalName }).from(company).where(eq(company.id, companyId))
  if (!owner) throw notFound('This company')
  if (!mayEditMembership(actor)) throw forbidden()

  const [before] = await tx.select().from(membership).where(eq(membership.companyId, companyId)).for('update')
  if (before && before.version !== version) throw stale(before.version)
  if (before && !nextStatuses[before.status]?.includes(input.status)) {
    throw new Refusal(
      'members/status-order',
      409,
      `A membership that is “${before.status}” cannot become “${input.status}”.`,
    )
  }
  const { clusterId } = actor
  await tx
    .insert(membership)
    .values({ ...input, clusterId, id: newId(now.getTime()), companyId })
    .onConflictDoUpdate({
      target: [membership.clusterId, membership.companyId],
      set: { ...input, version: sql`${membership.version} + 1` },
    })
  await record(tx, actor, now, {
    action: 'members/membership-changed',
    objectKind: 'company',
    objectId: companyId,
    payload: { title: owner.name, changes: differences(before ?? {}, input) },
  })
}

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

type Fields = Record<string, unknown>
type Owner = { id: string; legalName: string; version: number }

async function editableCompany(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx.select().from(company).where(eq(company.id, id)).for('update')
  if (!found) throw notFound('This company')
  if (!mayEditCompany(actor, found))
    throw forbidden('Only the company’s own admins and the cluster’s staff may change this.')
  return found
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

/** Keeps what is derived from the company's parts: search words, codes and completeness. */
async function refreshCompany(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  await asSystem(tx, actor, async () => {
    const parts = await readParts(tx, id)
    if (!parts) return
    const { found, capabilities, products, references } = parts
    // What a company keeps to itself must not be found by others' searches.
    const open = <T extends { visibility: string }>(all: T[]) =>
      all.filter((one) => one.visibility !== 'company')
    const cpv = new Set(
      [...open(capabilities), ...open(products), ...open(references)].flatMap((one) => one.cpv),
    )
    const words = [
      found.legalName,
      found.registerCode,
      ...Object.values(found.summary),
      ...open(capabilities).flatMap((one) => [one.name, ...one.terms]),
      ...open(products).flatMap((one) => [one.name, ...Object.values(one.description)]),
      ...open(references).map((one) => one.title),
    ]
    await tx.execute(sql`
      UPDATE company SET cpv = ${sql.param([...cpv].sort())}::text[], completeness = ${completenessOf({ ...found, ...parts }).score},
        search = to_tsvector('talgud', ${words.filter(Boolean).join(' ').slice(0, 200_000)}), updated_at = ${now.toISOString()}
      WHERE id = ${id}`)
  })
}

async function refuseTakenRegisterCode(
  tx: Tx,
  input: CompanyInput,
  ownId: string | undefined,
): Promise<void> {
  if (input.registerCode === null) return
  const same = await tx
    .select({ id: company.id, name: company.legalName })
    .from(company)
    .where(and(eq(company.country, input.country), eq(company.registerCode, input.registerCode)))
  const other = same.find((one) => one.id !== ownId)
  if (other) {
    throw new Refusal('members/register-code-taken', 409, `${other.name} already has this register code.`, {
      companyId: other.id,
    })
  }
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

type Change = { field: string; before: unknown; after: unknown }

function differences(before: Fields, after: Fields): Change[] {
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(before[field] ?? null) !== JSON.stringify(value ?? null))
    .map(([field, value]) => ({ field, before: before[field] ?? null, after: value ?? null }))
}

function titleOf(fields: Fields): string {
  return String(fields.name ?? fields.title ?? fields.kind ?? '')
}
