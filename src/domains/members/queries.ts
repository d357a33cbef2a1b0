import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { readJournal } from '#platform/journal/journal.ts'
import { mayEditCompany, mayEditMembership, mayEditTiers, mayReadHistory } from './policy.ts'
import { completenessOf } from './rules.ts'
import { capability, certificate, company, membership, person, product, reference, tier } from './tables.ts'

/** One company with all its parts, as far as the caller's hat shows them. */
export async function readCompany(tx: Tx, actor: Actor, id: string) {
  const parts = await readParts(tx, id)
  if (!parts) throw notFound('This company')

  const { found, ...rest } = parts
  return {
    ...found,
    updatedAt: found.updatedAt.toISOString(),
    ...rest,
    completeness: completenessOf({ ...found, ...rest }),
    abilities: [
      ...(mayEditCompany(actor, found) ? (['edit'] as const) : []),
      ...(mayEditMembership(actor) ? (['edit-membership'] as const) : []),
    ],
  }
}

/** The file of a company's logo; a company without one, or not the caller's to see, is refused alike. */
export async function logoOf(tx: Tx, id: string): Promise<string> {
  const [found] = await tx.select({ logoFileId: company.logoFileId }).from(company).where(eq(company.id, id))
  if (!found?.logoFileId) throw notFound('This logo')
  return found.logoFileId
}

/** The rows behind a company's page; undefined where the caller sees no such company. */
async function readParts(tx: Tx, id: string) {
  const [found, memberships, people, capabilities, products, references, certificates] = await Promise.all([
    tx.select().from(company).where(eq(company.id, id)),
    tx.select().from(membership).where(eq(membership.companyId, id)),
    tx.select().from(person).where(eq(person.companyId, id)).orderBy(asc(person.name)),
    tx.select().from(capability).where(eq(capability.companyId, id)).orderBy(asc(capability.name)),
    tx.select().from(product).where(eq(product.companyId, id)).orderBy(asc(product.name)),
    tx
      .select()
      .from(reference)
      .where(eq(reference.companyId, id))
      .orderBy(desc(reference.year), asc(reference.title)),
    tx.select().from(certificate).where(eq(certificate.companyId, id)).orderBy(asc(certificate.expiresOn)),
  ])
  if (!found[0]) return undefined
  return {
    found: found[0],
    membership: memberships[0] ?? null,
    people,
    capabilities,
    products,
    references,
    certificates,
  }
}

/** The kinds of membership of the cluster, those no longer offered too. */
export async function listTiers(tx: Tx, actor: Actor) {
  const items = await tx.select().from(tier).orderBy(asc(tier.position), asc(tier.id))
  return { items, abilities: mayEditTiers(actor) ? (['edit-tiers'] as const).slice() : [] }
}

/** What the cluster's companies can do, by code. See `capabilityMap` in schema.ts for the strengths. */
export async function readCapabilityMap(
  tx: Tx,
  by: 'cpv-division' | 'cpv-group' | 'cpv-class' | 'supply-group',
) {
  const digits = { 'cpv-division': 2, 'cpv-group': 3, 'cpv-class': 4, 'supply-group': 2 }[by]
  const isCpv = by !== 'supply-group'
  const rows = await tx.client.query<{ code: string; company_id: string; strength: number; names: string[] }>(
    `WITH held AS (
       SELECT company_id, name, unnest(${isCpv ? 'cpv' : 'supply_classes'}) AS code,
         CASE level WHEN 'certified' THEN 3 WHEN 'delivered' THEN 2 ELSE 1 END AS strength
       FROM capability
       ${isCpv ? `UNION ALL SELECT company_id, name, unnest(cpv), CASE WHEN readiness >= 8 THEN 2 ELSE 1 END FROM product` : ''}
     )
     SELECT ${isCpv ? 'rpad(left(code, $1), 8, $2)' : 'left(code, $1) || left($2, 0)'} AS code, company_id,
       max(strength)::int AS strength, (array_agg(DISTINCT name ORDER BY name))[1:8] AS names
     FROM held GROUP BY 1, 2 ORDER BY 1, 2`,
    [digits, '0'],
  )
  const companies = await tx
    .select({ id: company.id, name: company.legalName })
    .from(company)
    .innerJoin(
      membership,
      and(eq(membership.clusterId, company.clusterId), eq(membership.companyId, company.id)),
    )
    .where(inArray(membership.status, ['approved', 'active', 'grace']))
    .orderBy(sql`lower(${company.legalName})`)
    .limit(1_000)
  const shown = new Set(companies.map((one) => one.id))
  const byCode = new Map<string, { companyId: string; strength: number; names: string[] }[]>()
  for (const row of rows.rows) {
    if (!shown.has(row.company_id)) continue
    const cells = byCode.get(row.code) ?? []
    cells.push({ companyId: row.company_id, strength: row.strength, names: row.names })
    byCode.set(row.code, cells)
  }
  return { companies, rows: [...byCode].map(([code, cells]) => ({ code, cells })) }
}

/** Who changed what in a company, newest first. */
export async function readHistory(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx.select({ id: company.id }).from(company).where(eq(company.id, id))
  if (!found || !mayReadHistory(actor, found)) throw notFound('This company')

  const entries = await readJournal(tx, { objectKind: 'company', objectId: id, limit: 200 })
  return {
    items: entries.map((entry) => ({
      number: entry.number,
      at: entry.at.toISOString(),
      actorName: entry.actorName,
      actorRole: entry.actorRole,
      action: entry.action,
      changes: changesIn(entry.payload),
      subject: typeof entry.payload?.subject === 'string' ? entry.payload.subject : null,
    })),
  }
}

type Change = { field: string; before: unknown; after: unknown }

function changesIn(payload: Record<string, unknown> | null): Change[] {
  return Array.isArray(payload?.changes) ? (payload.changes as Change[]) : []
}
