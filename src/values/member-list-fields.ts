/** What a list may be about. */
export const listKinds = ['companies', 'people', 'products'] as const
export type ListKind = (typeof listKinds)[number]

/** What a row may say: of the company, of a person in it, of a product of it. */
export const companyFields = [
  'company.id',
  'company.legalName',
  'company.registerCode',
  'company.vatNumber',
  'company.country',
  'company.nuts',
  'company.sizeClass',
  'company.employees',
  'company.foundedYear',
  'company.website',
  'company.ncage',
  'company.summaryEn',
  'company.summaryEt',
  'company.exportCountries',
  'company.clearance',
  'company.visibility',
  'company.status',
  'company.tier',
  'company.startsOn',
  'company.endsOn',
] as const
export const personFields = [
  'person.id',
  'person.name',
  'person.firstName',
  'person.lastName',
  'person.jobTitle',
  'person.email',
  'person.phone',
  'person.language',
  'person.roles',
] as const
export const productFields = [
  'product.id',
  'product.name',
  'product.kind',
  'product.descriptionEn',
  'product.descriptionEt',
  'product.readiness',
  'product.cpv',
  'product.controlStatus',
  'product.controlCode',
  'product.visibility',
] as const
/** By what a row of people or products names the company it belongs to. */
export const ownerFields = [
  'company.id',
  'company.legalName',
  'company.registerCode',
  'company.vatNumber',
  'company.country',
  'company.website',
] as const

export const listFields = [...companyFields, ...personFields, ...productFields] as const
export type ListField = (typeof listFields)[number]

/** The fields a list of this kind can fill, in the order an export writes them. */
export const fieldsOf: Record<ListKind, readonly ListField[]> = {
  companies: [...companyFields, ...personFields.filter((field) => field !== 'person.id')],
  people: [...personFields, ...ownerFields],
  products: [...productFields, ...ownerFields],
}
