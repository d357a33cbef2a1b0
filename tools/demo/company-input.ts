import { type CompanyInput, companyInput, type PartKind, partInputs } from '#domains/members/schema.ts'
import { addDays } from './notice-xml.ts'
import type { ContactRole, DemoCapability, DemoCompany, DemoProduct } from './types.ts'

/** A demo company as its page's form would send it. */
export function toCompanyInput(company: DemoCompany): CompanyInput {
  const isThin = company.completeness === 'thin'
  return companyInput.parse({
    legalName: company.name,
    registerCode: company.registerCode,
    country: company.country,
    address: `${company.street}, ${company.postcode} ${company.city}`,
    nuts: isThin ? null : company.nuts,
    sizeClass: isThin ? null : company.sizeClass,
    foundedYear: company.foundedYear,
    website: company.website,
    ncage: company.ncage ?? null,
    summary: company.summary,
    exportCountries: isThin ? [] : company.exportsTo,
    clearance: clearanceOf(company),
    visibility: 'partner-clusters',
  })
}

/** Its people, capabilities, products, references and certificates, ready for the command that adds them. */
export function toParts(
  company: DemoCompany,
  today: string,
): { kind: PartKind; input: Record<string, unknown> }[] {
  const part = (kind: PartKind, input: unknown) => ({ kind, input: partInputs[kind].parse(input) })
  const year = Number(today.slice(0, 4))
  return [
    ...company.people.map((one) =>
      part('people', {
        name: one.name,
        email: one.email,
        phone: one.phone,
        jobTitle: one.title[one.language],
        language: one.language,
        roles: [...new Set(one.roles.map((role) => roleNames[role]))],
      }),
    ),
    ...company.capabilities.map((one) =>
      part('capabilities', {
        name: one.name.en,
        cpv: one.cpv,
        supplyClasses: one.supplyClasses,
        terms: [one.name.et, ...one.terms],
        level: levelOf(one),
        evidence: one.evidence || null,
      }),
    ),
    ...company.products.map((one) =>
      part('products', {
        name: one.name,
        description: one.description,
        readiness: one.readiness,
        cpv: one.cpv,
        ...controlOf(one),
        standards: one.standards.map(({ standard, role, evidence }) => ({ standard, role, evidence })),
      }),
    ),
    ...company.references.map((one) =>
      part('references', {
        title: one.title.en,
        description: one.title.et,
        buyerName: one.buyer,
        buyerCountry: one.buyerCountry,
        year: year - one.yearsAgo,
        valueBand: one.valueBand,
        cpv: one.cpv,
      }),
    ),
    ...company.certificates.map((one) =>
      part('certificates', {
        kind: one.kind,
        number: one.number,
        issuer: one.issuer,
        expiresOn: one.expiresInDays === undefined ? null : addDays(today, one.expiresInDays),
      }),
    ),
  ]
}

const roleNames: Record<ContactRole, string> = {
  main: 'main-contact',
  sales: 'sales',
  tenders: 'sales',
  technology: 'technical',
  'export-control': 'export-control',
  security: 'security',
  dues: 'dues',
  training: 'technical',
  quality: 'technical',
}

function levelOf(capability: DemoCapability): 'claimed' | 'delivered' | 'certified' {
  if (capability.level !== 'core') return capability.evidence ? 'delivered' : 'claimed'
  return /ISO|AQAP|certif|approv|accredit/i.test(capability.evidence) ? 'certified' : 'delivered'
}

function controlOf(product: DemoProduct): { controlStatus: string; controlCode: string | null } {
  const { militaryList, dualUse } = product
  const isListed = (status: string) => status !== 'none' && status !== 'unknown-ask'
  if (isListed(militaryList)) return { controlStatus: 'military', controlCode: militaryList }
  if (isListed(dualUse)) return { controlStatus: 'dual-use', controlCode: dualUse }
  const isChecked = militaryList === 'none' && dualUse === 'none'
  return { controlStatus: isChecked ? 'none' : 'unknown', controlCode: null }
}

/** A facility security clearance among the certificates; a company without one has not said. */
function clearanceOf(company: DemoCompany): CompanyInput['clearance'] {
  const kinds = company.certificates.map((one) => one.kind).filter((kind) => kind.startsWith('fsc-'))
  if (kinds.length === 0) return 'unknown'
  return kinds.some((kind) => kind.includes('restricted')) ? 'restricted' : 'secret'
}
