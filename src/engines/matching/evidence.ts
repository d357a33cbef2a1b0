import type { StemCounts } from './bm25.ts'
import { countStems } from './folding.ts'
import type { EvidenceSource, MatchCompany } from './types.ts'

/** One part of a company's record that can speak for it. */
export type Evidence = {
  company: number
  source: EvidenceSource
  title: string
  text: string
  language: string | undefined
  stems: StemCounts
  cpv: readonly string[]
  buyerName: string | undefined
  nuts: readonly string[]
}

/** Everything the companies say about themselves, in the order of the companies and of ids within each. */
export function collectEvidence(companies: readonly MatchCompany[]): Evidence[] {
  return companies.flatMap((company, at) => [
    ...byId(company.capabilities).map((capability) =>
      evidence(at, {
        source: { kind: 'capability', id: capability.id, name: capability.name },
        title: capability.name,
        text: capability.terms.join('\n'),
        cpv: capability.cpv,
      }),
    ),
    ...byId(company.products).map((product) =>
      evidence(at, {
        source: { kind: 'product', id: product.id, name: product.name },
        title: product.name,
        text: product.text,
        cpv: product.cpv,
        language: product.language,
      }),
    ),
    ...byId(company.references).map((reference) =>
      evidence(at, {
        source: { kind: 'reference', id: reference.id, name: reference.title },
        title: reference.title,
        text: reference.text,
        cpv: reference.cpv,
        language: reference.language,
        buyerName: reference.buyerName,
        nuts: reference.nuts,
      }),
    ),
  ])
}

type Told = Pick<Evidence, 'source' | 'title' | 'text' | 'cpv'> & {
  language?: string
  buyerName?: string
  nuts?: readonly string[]
}

function evidence(company: number, told: Told): Evidence {
  const stems = countStems([
    { text: told.title, weight: 1 },
    { text: told.text, weight: 1 },
  ])
  return {
    company,
    source: told.source,
    title: told.title,
    text: told.text,
    language: told.language,
    stems,
    cpv: told.cpv,
    buyerName: told.buyerName,
    nuts: told.nuts ?? [],
  }
}

function byId<Part extends { id: string }>(parts: readonly Part[]): Part[] {
  return [...parts].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
