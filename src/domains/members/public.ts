import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { capability, certificate, company, membership, product, reference } from './tables.ts'

export { company as companyTable } from './tables.ts'

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
