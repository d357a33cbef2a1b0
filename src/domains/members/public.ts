import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '#platform/db/transaction.ts'
import { holdsWords } from './queries/directory.ts'
import { thinBelow } from './rules.ts'
import type { CorporateRole } from './schema.ts'
import { capability, certificate, company, membership, person, product, reference } from './tables.ts'

export { addCompany } from './commands/company.ts'
export { moveMembership, setMembership } from './commands/membership.ts'
export { addPart } from './commands/parts.ts'
export { addRecords, changeRecords, removeRecord, removeRecords } from './commands/records.ts'
export { refreshCompanies } from './commands/refresh-company.ts'
export { type Facts, readRecords, readTierNames } from './queries/facts.ts'
export { nextStatuses } from './rules.ts'
export { company as companyTable, membership as membershipTable, tier as tierTable } from './tables.ts'

/**
 * What matching needs of every current member: open capabilities, products, references and certificates. What a
 * company keeps to itself is left out, because a match's reasons are shown to staff.
 */
export async function profilesForMatching(tx: Tx, onlyCompanyId?: string) {
  const current = and(
    inArray(membership.status, ['approved', 'active', 'grace']),
    onlyCompanyId === undefined ? undefined : eq(company.id, onlyCompanyId),
  )
  const companies = await tx
    .select({
      id: company.id,
      name: company.legalName,
      country: company.country,
      nuts: company.nuts,
      sizeClass: company.sizeClass,
      clearance: company.clearance,
      exportCountries: company.exportCountries,
      summary: company.summary,
    })
    .from(company)
    .innerJoin(
      membership,
      and(eq(membership.clusterId, company.clusterId), eq(membership.companyId, company.id)),
    )
    .where(current)
    .orderBy(asc(company.id))
  const ids = companies.map((one) => one.id)
  if (ids.length === 0) return []

  const [capabilities, products, references, certificates] = await Promise.all([
    tx.select().from(capability).where(inArray(capability.companyId, ids)).orderBy(asc(capability.id)),
    tx.select().from(product).where(inArray(product.companyId, ids)).orderBy(asc(product.id)),
    tx
      .select()
      .from(reference)
      .where(inArray(reference.companyId, ids))
      .orderBy(desc(reference.year), asc(reference.id)),
    tx.select().from(certificate).where(inArray(certificate.companyId, ids)).orderBy(asc(certificate.id)),
  ])
  const of = <T extends { companyId: string; visibility: string }>(all: T[], id: string) =>
    all.filter((one) => one.companyId === id && one.visibility !== 'company')
  return companies.map((one) => ({
    ...one,
    capabilities: of(capabilities, one.id),
    products: of(products, one.id),
    references: of(references, one.id),
    certificates: of(certificates, one.id),
  }))
}

export type MatchingProfile = Awaited<ReturnType<typeof profilesForMatching>>[number]

/** Companies, people and products whose name holds the words, best first; as far as the caller's hat shows them. */
export async function searchMembers(tx: Tx, words: string, limit: number) {
  const like = `%${words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const best = (name: SQL) => [asc(sql`position(${words.toLowerCase()} in ${name})`), asc(name)]
  const [companies, people, products] = await Promise.all([
    tx
      .select({ id: company.id, title: company.legalName, country: company.country })
      .from(company)
      .where(or(nameLike(company.legalName, like), holdsWords(words), eq(company.registerCode, words)))
      .orderBy(
        asc(sql`CASE WHEN lower(${company.legalName}) LIKE ${like} THEN 0 ELSE 1 END`),
        ...best(sql`lower(${company.legalName})`),
      )
      .limit(limit),
    tx
      .select({
        id: person.id,
        title: person.name,
        companyId: person.companyId,
        companyName: company.legalName,
        jobTitle: person.jobTitle,
      })
      .from(person)
      .innerJoin(company, and(eq(company.clusterId, person.clusterId), eq(company.id, person.companyId)))
      .where(nameLike(person.name, like))
      .orderBy(...best(sql`lower(${person.name})`))
      .limit(limit),
    tx
      .select({
        id: product.id,
        title: product.name,
        companyId: product.companyId,
        companyName: company.legalName,
      })
      .from(product)
      .innerJoin(company, and(eq(company.clusterId, product.clusterId), eq(company.id, product.companyId)))
      .where(nameLike(product.name, like))
      .orderBy(...best(sql`lower(${product.name})`))
      .limit(limit),
  ])
  return { companies, people, products }
}

/** What needs attention among the members, for the home page. `today` is `YYYY-MM-DD`. */
export async function countMembers(tx: Tx, today: string) {
  const { rows } = await tx.execute<{
    companies: number
    thinProfiles: number
    expiringCertificates: number
  }>(sql`
    SELECT
      (SELECT count(*)::int FROM company) AS companies,
      (SELECT count(*)::int FROM company WHERE completeness < ${thinBelow}) AS "thinProfiles",
      (SELECT count(*)::int FROM certificate WHERE expires_on <= ${today}::date + 90) AS "expiringCertificates"`)
  return rows[0] ?? { companies: 0, thinProfiles: 0, expiringCertificates: 0 }
}

function nameLike(column: AnyPgColumn, pattern: string): SQL {
  return sql`lower(${column}) LIKE ${pattern}`
}

export type Contact = { name: string; email: string; language: 'en' | 'et' }

/** Whom letters about a matter go to: the people with that corporate role, else the company's main contacts. */
export async function contactsFor(tx: Tx, companyId: string, role: CorporateRole): Promise<Contact[]> {
  const people = await tx
    .select({ name: person.name, email: person.email, language: person.language, roles: person.roles })
    .from(person)
    .where(eq(person.companyId, companyId))
    .orderBy(asc(person.id))
  const reachable = people.flatMap(({ name, email, language, roles }) =>
    email === null ? [] : [{ name, email, language, roles }],
  )
  const chosen = reachable.filter((one) => one.roles.includes(role))
  const readers = chosen.length > 0 ? chosen : reachable.filter((one) => one.roles.includes('main-contact'))
  return readers.map(({ name, email, language }) => ({ name, email, language }))
}

/** Companies of the cluster that may be the same one, and by what: code, VAT number, website or nearly the name. */
export async function similarCompanies(
  tx: Tx,
  facts: {
    legalName: string
    country: string
    registerCode: string | null
    vatNumber: string | null
    website: string | null
  },
) {
  const host = facts.website === null ? null : hostOf(facts.website)
  const { rows } = await tx.execute<{
    id: string
    name: string
    by: 'register-code' | 'vat-number' | 'website' | 'name'
  }>(sql`
    SELECT id, legal_name AS name, CASE
        WHEN country = ${facts.country} AND register_code = ${facts.registerCode} THEN 'register-code'
        WHEN upper(replace(vat_number, ' ', '')) = ${facts.vatNumber} THEN 'vat-number'
        WHEN ${websiteHost} = ${host} THEN 'website' ELSE 'name' END AS by
    FROM company
    WHERE country = ${facts.country} AND register_code = ${facts.registerCode}
      OR upper(replace(vat_number, ' ', '')) = ${facts.vatNumber} OR ${websiteHost} = ${host}
      OR similarity(${bareName(sql`legal_name`)}, ${bareName(sql`${facts.legalName}::text`)}) >= 0.6
    ORDER BY lower(legal_name), id LIMIT 10`)
  return rows
}

const websiteHost = sql`substring(lower(website) FROM '^https?://(?:www[.])?([^/:?#]+)')`

function hostOf(website: string): string {
  return new URL(website).hostname.toLowerCase().replace(/^www\./, '')
}

/** A name without its legal form, which too many share. */
function bareName(name: SQL): SQL {
  return sql`trim(regexp_replace(lower(${name}), '\\m(oü|as|mtü|sa|tü|uü|fie|ab|oy|oyj|sia|uab|gmbh|ltd|inc|plc)\\M', '', 'g'))`
}
