/**
 * How a fact of a list (`legalName`, `summaryEn` …) lies in a table. `text` facts of a jsonb column are one language of
 * it; facts of the membership lie in its own table. A `tier` is stated by its name in either language.
 */
export type FactColumn = {
  fact: string
  column: string
  type: 'text' | 'smallint' | 'date' | 'text[]' | 'en' | 'et' | 'tier'
  /** What a new record holds where the list says nothing; null where the column may be empty. */
  otherwise?: string
}

export const factColumns: Record<'company' | 'person' | 'product', readonly FactColumn[]> = {
  company: [
    { fact: 'legalName', column: 'legal_name', type: 'text' },
    { fact: 'registerCode', column: 'register_code', type: 'text' },
    { fact: 'vatNumber', column: 'vat_number', type: 'text' },
    { fact: 'country', column: 'country', type: 'text' },
    { fact: 'nuts', column: 'nuts', type: 'text' },
    { fact: 'sizeClass', column: 'size_class', type: 'text' },
    { fact: 'foundedYear', column: 'founded_year', type: 'smallint' },
    { fact: 'website', column: 'website', type: 'text' },
    { fact: 'ncage', column: 'ncage', type: 'text' },
    { fact: 'summaryEn', column: 'summary', type: 'en' },
    { fact: 'summaryEt', column: 'summary', type: 'et' },
    { fact: 'exportCountries', column: 'export_countries', type: 'text[]' },
    { fact: 'clearance', column: 'clearance', type: 'text', otherwise: "'unknown'" },
    { fact: 'visibility', column: 'visibility', type: 'text', otherwise: "'cluster'" },
  ],
  person: [
    { fact: 'name', column: 'name', type: 'text' },
    { fact: 'jobTitle', column: 'job_title', type: 'text' },
    { fact: 'email', column: 'email', type: 'text' },
    { fact: 'phone', column: 'phone', type: 'text' },
    { fact: 'language', column: 'language', type: 'text', otherwise: "'en'" },
    { fact: 'roles', column: 'roles', type: 'text[]' },
  ],
  product: [
    { fact: 'name', column: 'name', type: 'text' },
    { fact: 'kind', column: 'kind', type: 'text', otherwise: "'product'" },
    { fact: 'descriptionEn', column: 'description', type: 'en' },
    { fact: 'descriptionEt', column: 'description', type: 'et' },
    { fact: 'readiness', column: 'readiness', type: 'smallint' },
    { fact: 'cpv', column: 'cpv', type: 'text[]' },
    { fact: 'controlStatus', column: 'control_status', type: 'text', otherwise: "'unknown'" },
    { fact: 'controlCode', column: 'control_code', type: 'text' },
    { fact: 'visibility', column: 'visibility', type: 'text', otherwise: "'cluster'" },
  ],
}

export const membershipFactColumns: readonly FactColumn[] = [
  { fact: 'status', column: 'status', type: 'text' },
  { fact: 'tier', column: 'tier_id', type: 'tier' },
  { fact: 'startsOn', column: 'starts_on', type: 'date' },
  { fact: 'endsOn', column: 'ends_on', type: 'date' },
]
