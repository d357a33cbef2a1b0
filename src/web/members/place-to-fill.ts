import type { LinkProps } from '@tanstack/react-router'
import type { Company, PartKind } from '#domains/members/schema.ts'
import type { en } from './en.ts'

/** The parts that rules.ts looks for. */
export type MissingPart = keyof (typeof en)['completeness']['part']

/** Where a missing part of a profile is filled in: the field, the thing that lacks it, or a new one. */
export function placeToFill(part: string, company: Company): LinkProps {
  const field = fields.get(part)
  if (field) return { to: '/members/$id/edit', params: { id: company.id }, search: { field } }

  switch (part) {
    case 'main-contact':
      return partOrNew(
        company,
        'people',
        company.people.find((one) => one.roles.includes('main-contact')),
      )
    case 'capabilities':
      return partOrNew(
        company,
        'capabilities',
        company.capabilities.find((one) => one.cpv.length === 0),
      )
    case 'proven-capability':
      return partOrNew(company, 'capabilities', company.capabilities[0])
    case 'products':
      return partOrNew(company, 'products', company.products[0])
    case 'product-codes':
      return partOrNew(
        company,
        'products',
        company.products.find((one) => one.cpv.length === 0),
      )
    case 'export-control':
      return partOrNew(
        company,
        'products',
        company.products.find((one) => one.controlStatus === 'unknown'),
      )
    case 'references':
      return partOrNew(company, 'references', undefined)
    case 'certificates':
      return partOrNew(company, 'certificates', undefined)
    default:
      return { to: '/members/$id/edit', params: { id: company.id } }
  }
}

const fields = new Map([
  ['summary', 'summary'],
  ['both-languages', 'summary'],
  ['website', 'website'],
  ['register-code', 'registerCode'],
  ['place-and-size', 'nuts'],
  ['clearance', 'clearance'],
  ['export-countries', 'exportCountries'],
])

function partOrNew(company: Company, kind: PartKind, part: { id: string } | undefined): LinkProps {
  if (!part) return { to: '/members/$id/$kind/new', params: { id: company.id, kind } }
  return { to: '/members/$id/$kind/$partId', params: { id: company.id, kind, partId: part.id } }
}
