import { and, eq } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { forbidden, Refusal, stale } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { mayAddCompany } from '../policy.ts'
import type { CompanyInput } from '../schema.ts'
import { company } from '../tables.ts'
import { differences } from './differences.ts'
import { editableCompany } from './editable-company.ts'
import { refreshCompany } from './refresh-company.ts'

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

/** Sets or takes away a company's logo. */
export async function setLogo(
  tx: Tx,
  actor: Actor,
  now: Date,
  id: string,
  fileId: string | null,
): Promise<void> {
  const before = await editableCompany(tx, actor, id)
  await tx
    .update(company)
    .set({ logoFileId: fileId, version: before.version + 1, updatedAt: now })
    .where(eq(company.id, id))
  await record(tx, actor, now, {
    action: fileId ? 'members/logo-changed' : 'members/logo-removed',
    objectKind: 'company',
    objectId: id,
    payload: { title: before.legalName },
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
      name: other.name,
    })
  }
}
