import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { cpvBeginning, withoutDivisions } from '#values/cpv.ts'
import { mayAddCompany } from '../policy.ts'
import type { DirectoryQuery } from '../schema.ts'
import { company, membership, tier } from '../tables.ts'

/** The directory: filtered, sorted, one page; each facet counts what its values would give beside the other filters. */
export async function listCompanies(tx: Tx, actor: Actor, query: DirectoryQuery) {
  const where = and(...openFilters(query), ...Object.values(facetFilters(query)))
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
  const [items, facets] = await Promise.all([base, countFacets(tx, query)])
  return { items, ...facets, abilities: mayAddCompany(actor) ? (['add-company'] as const).slice() : [] }
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

/** What no facet shows: the words, and the countries exported to. */
function openFilters(query: DirectoryQuery): (SQL | undefined)[] {
  const words = query.q?.toLowerCase() ?? ''
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
  return [
    words === '' ? undefined : sql`(${holdsWords(words)} OR lower(${company.legalName}) LIKE ${like})`,
    query.exportsTo?.length
      ? sql`${company.exportCountries} && ${sql.param(query.exportsTo)}::text[]`
      : undefined,
  ]
}

/** What is chosen in each facet. */
function facetFilters(query: DirectoryQuery): Record<FacetName, SQL | undefined> {
  const own = sql`part.cluster_id = ${company.clusterId} AND part.company_id = ${company.id}`
  return {
    cpv: query.cpv?.length ? holdsCode(shownCpv, query.cpv) : undefined,
    country: query.country?.length ? inArray(company.country, query.country) : undefined,
    size: query.size?.length ? sql`coalesce(${inArray(company.sizeClass, query.size)}, false)` : undefined,
    status: query.status?.length
      ? sql`EXISTS (SELECT FROM membership part WHERE ${own} AND part.status IN ${query.status})`
      : undefined,
    certificate: query.certificate?.length
      ? sql`EXISTS (SELECT FROM certificate part WHERE ${own} AND part.kind IN ${query.certificate})`
      : undefined,
  }
}

const facetNames = ['cpv', 'country', 'size', 'status', 'certificate'] as const
type FacetName = (typeof facetNames)[number]

function holdsCode(codes: SQL, beginnings: readonly string[]): SQL {
  return sql`EXISTS (SELECT FROM unnest(${codes}) held(code) WHERE ${sql.join(
    beginnings.map((code) => sql`held.code LIKE ${`${cpvBeginning(code)}%`}`),
    sql` OR `,
  )})`
}

function orderOf(sort: DirectoryQuery['sort']): SQL[] {
  const column = {
    name: sql`lower(${company.legalName})`,
    completeness: sql`CASE WHEN ${fromOutside} THEN 0 ELSE ${company.completeness} END`,
    updated: sql`${company.updatedAt}`,
  }[sort.replace('-', '') as 'name' | 'completeness' | 'updated']
  return [sort.startsWith('-') ? desc(column) : asc(column), asc(company.id)]
}

async function countFacets(tx: Tx, query: DirectoryQuery) {
  const chosen = facetFilters(query)
  const flags = facetNames.map((name) => sql`${chosen[name] ?? sql`true`} AS ${sql.raw(`in_${name}`)}`)
  const within = (...names: readonly FacetName[]) =>
    sql.join(
      names.map((name) => sql.raw(`in_${name}`)),
      sql` AND `,
    )
  const beside = (own: FacetName) => within(...facetNames.filter((name) => name !== own))
  const held = sql`found.cpv`
  const { rows } = await tx.execute<{ facet: string; value: string | null; count: number }>(sql`
    WITH found AS MATERIALIZED (SELECT company.cluster_id, company.id, company.country, company.size_class, ${shownCpv} AS cpv,
      ${sql.join(flags, sql`, `)} FROM company WHERE ${and(...openFilters(query)) ?? sql`true`})
    SELECT 'total' AS facet, NULL AS value, count(*)::int AS count FROM found WHERE ${within(...facetNames)}
    UNION ALL SELECT 'country', country, count(*)::int FROM found WHERE ${beside('country')} GROUP BY 2
    UNION ALL SELECT 'size', size_class, count(*)::int FROM found WHERE size_class IS NOT NULL AND ${beside('size')} GROUP BY 2
    UNION ALL SELECT 'status', m.status, count(*)::int FROM found JOIN membership m ON m.cluster_id = found.cluster_id AND m.company_id = found.id WHERE ${beside('status')} GROUP BY 2
    UNION ALL SELECT 'certificate', c.kind, count(DISTINCT c.company_id)::int FROM found JOIN certificate c ON c.cluster_id = found.cluster_id AND c.company_id = found.id WHERE ${beside('certificate')} GROUP BY 2
    UNION ALL SELECT 'cpvDivision', left(code, 2) || '000000', count(DISTINCT found.id)::int FROM found, unnest(found.cpv) code WHERE ${beside('cpv')} GROUP BY 2
    ${sql.join(
      withoutDivisions(query.cpv ?? []).map(
        (code) =>
          sql` UNION ALL SELECT 'cpvDivision', ${code}::text, count(*)::int FROM found WHERE ${beside('cpv')} AND ${holdsCode(held, [code])}`,
      ),
    )}
  `)
  // What is chosen is shown even where nothing is left of it.
  const facetOf = (facet: string, always: readonly string[] | undefined) => {
    const counts = new Map(always?.map((value) => [value, 0]))
    for (const row of rows) if (row.facet === facet && row.value !== null) counts.set(row.value, row.count)
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return {
    total: rows.find((row) => row.facet === 'total')?.count ?? 0,
    facets: {
      country: facetOf('country', query.country),
      size: facetOf('size', query.size),
      status: facetOf('status', query.status),
      certificate: facetOf('certificate', query.certificate),
      cpvDivision: facetOf('cpvDivision', query.cpv),
    },
  }
}
