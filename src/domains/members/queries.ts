import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { readJournal } from '#platform/journal/journal.ts'
import { mayAddCompany, mayEditCompany, mayEditMembership, mayEditTiers, mayReadHistory } from './policy.ts'
import { completenessOf } from './rules.ts'
import type { DirectoryQuery } from './schema.ts'
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
export async function readParts(tx: Tx, id: string) {
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

/** The directory: filtered, sorted, one page, with the facet counts of the whole filtered list. */
export async function listCompanies(tx: Tx, actor: Actor, query: DirectoryQuery) {
  const where = and(...directoryFilters(query))
  const base = tx
    .select({
      id: company.id,
      legalName: company.legalName,
      country: company.country,
      nuts: company.nuts,
      sizeClass: company.sizeClass,
      status: membership.status,
      tier: tier.name,
      website: company.website,
      summary: company.summary,
      cpv: shownCpv,
      products: sql<number>`(SELECT count(*)::int FROM product p WHERE p.cluster_id = ${company.clusterId} AND p.company_id = ${company.id})`,
      exportCountries: company.exportCountries,
      completeness: sql<number | null>`CASE WHEN ${fromOutside} THEN NULL ELSE ${company.completeness} END`,
      logoFileId: company.logoFileId,
      updatedAt: sql<string>`to_char(${company.updatedAt} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    })
    .from(company)
    .leftJoin(
      membership,
      and(eq(membership.clusterId, company.clusterId), eq(membership.companyId, company.id)),
    )
    .leftJoin(tier, and(eq(tier.clusterId, membership.clusterId), eq(tier.id, membership.tierId)))
    .where(where)
    .orderBy(...orderOf(query.sort))
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
  const [items, facets] = await Promise.all([base, countFacets(tx, where)])
  return { items, ...facets, abilities: mayAddCompany(actor) ? (['add-company'] as const).slice() : [] }
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

/** Outside hats see a company only as far as it opened itself; what is kept about all of its parts is not theirs. */
const fromOutside = sql`current_hat() IN ('outside-contact', 'peer-cluster-staff')`

/** The codes of a company: for outside hats those of the parts they see. */
const shownCpv = sql<string[]>`CASE WHEN ${fromOutside} THEN ARRAY(
  SELECT unnest(p.cpv) FROM capability p WHERE p.cluster_id = company.cluster_id AND p.company_id = company.id
  UNION SELECT unnest(p.cpv) FROM product p WHERE p.cluster_id = company.cluster_id AND p.company_id = company.id
  UNION SELECT unnest(p.cpv) FROM reference p WHERE p.cluster_id = company.cluster_id AND p.company_id = company.id
  ORDER BY 1) ELSE company.cpv END`

/** Finds the words in everything kept about the company; for outside hats in the names of the products they see. */
export function holdsWords(words: string): SQL {
  const like = `%${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql`CASE WHEN ${fromOutside} THEN EXISTS (SELECT FROM product p WHERE p.cluster_id = company.cluster_id
    AND p.company_id = company.id AND lower(p.name) LIKE ${like})
    ELSE company.search @@ plainto_tsquery('talgud', ${words}) END`
}

type Change = { field: string; before: unknown; after: unknown }

function changesIn(payload: Record<string, unknown> | null): Change[] {
  return Array.isArray(payload?.changes) ? (payload.changes as Change[]) : []
}

function directoryFilters(query: DirectoryQuery): (SQL | undefined)[] {
  const words = query.q?.toLowerCase() ?? ''
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
  return [
    words === '' ? undefined : sql`(${holdsWords(words)} OR lower(${company.legalName}) LIKE ${like})`,
    query.cpv?.length
      ? sql`EXISTS (SELECT FROM unnest(${shownCpv}) held(code) WHERE ${sql.join(
          query.cpv.map((code) => sql`held.code LIKE ${`${code.replace(/0+$/, '').padEnd(2, '0')}%`}`),
          sql` OR `,
        )})`
      : undefined,
    query.country?.length ? inArray(company.country, query.country) : undefined,
    query.size?.length ? inArray(company.sizeClass, query.size) : undefined,
    query.status?.length
      ? sql`EXISTS (SELECT FROM membership m WHERE m.cluster_id = ${company.clusterId} AND m.company_id = ${company.id} AND m.status IN ${query.status})`
      : undefined,
    query.certificate?.length
      ? sql`EXISTS (SELECT FROM certificate c WHERE c.cluster_id = ${company.clusterId} AND c.company_id = ${company.id} AND c.kind IN ${query.certificate})`
      : undefined,
    query.exportsTo?.length
      ? sql`${company.exportCountries} && ${sql.param(query.exportsTo)}::text[]`
      : undefined,
  ]
}

function orderOf(sort: DirectoryQuery['sort']): SQL[] {
  const column = {
    name: sql`lower(${company.legalName})`,
    completeness: sql`CASE WHEN ${fromOutside} THEN 0 ELSE ${company.completeness} END`,
    updated: sql`${company.updatedAt}`,
  }[sort.replace('-', '') as 'name' | 'completeness' | 'updated']
  return [sort.startsWith('-') ? desc(column) : asc(column), asc(company.id)]
}

async function countFacets(tx: Tx, where: SQL | undefined) {
  const { rows } = await tx.execute<{ facet: string; value: string | null; count: number }>(sql`
    WITH found AS MATERIALIZED (SELECT company.cluster_id, company.id, company.country, company.size_class, ${shownCpv} AS cpv FROM company WHERE ${where ?? sql`true`})
    SELECT 'total' AS facet, NULL AS value, count(*)::int AS count FROM found
    UNION ALL SELECT 'country', country, count(*)::int FROM found GROUP BY 2
    UNION ALL SELECT 'size', size_class, count(*)::int FROM found WHERE size_class IS NOT NULL GROUP BY 2
    UNION ALL SELECT 'status', m.status, count(*)::int FROM found JOIN membership m ON m.cluster_id = found.cluster_id AND m.company_id = found.id GROUP BY 2
    UNION ALL SELECT 'certificate', c.kind, count(DISTINCT c.company_id)::int FROM found JOIN certificate c ON c.cluster_id = found.cluster_id AND c.company_id = found.id GROUP BY 2
    UNION ALL SELECT 'cpvDivision', left(held.code, 2) || '000000', count(DISTINCT found.id)::int FROM found, unnest(found.cpv) held(code) GROUP BY 2
  `)
  const facetOf = (facet: string) =>
    rows
      .filter((row) => row.facet === facet && row.value !== null)
      .map((row) => ({ value: row.value ?? '', count: row.count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return {
    total: rows.find((row) => row.facet === 'total')?.count ?? 0,
    facets: {
      country: facetOf('country'),
      size: facetOf('size'),
      status: facetOf('status'),
      certificate: facetOf('certificate'),
      cpvDivision: facetOf('cpvDivision'),
    },
  }
}
