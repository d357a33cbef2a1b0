import type { ListField } from '#values/member-list-fields.ts'
import { cleanCell, isFormulaError, isNothing } from './cell.ts'
import { countryNamed } from './country-names.ts'
import type { Facts, ListPlan, ReadRow, RowProblem } from './facts.ts'
import { readField } from './read-field.ts'

/** What a row says. An empty row says nothing and has no problems: `isBlank` tells them apart beforehand. */
export function readRow(cells: readonly string[], plan: ListPlan): ReadRow {
  const problems: RowProblem[] = []
  const values = readCells(cells, plan, problems)
  const company = factsOf(values, 'company')
  if (company.employees !== undefined) {
    company.sizeClass ??= company.employees
    delete company.employees
  }
  const person = personOf(factsOf(values, 'person'))
  const product = factsOf(values, 'product')

  if (plan.kind === 'companies') {
    company.country ??= plan.country ?? ''
    if (company.country === '') delete company.country
    return {
      ...(isEmpty(company) ? {} : { company }),
      ...(isEmpty(person) ? {} : personInCompanyRow(person, problems)),
      problems: [...missingOfCompany(company), ...problems],
    }
  }
  const owner = company
  const missing: RowProblem[] = isEmpty(owner) ? [{ severity: 'row', code: 'no-company' }] : []
  if (plan.kind === 'people') {
    if (person.name === undefined && person.id === undefined)
      missing.push({ severity: 'row', code: 'no-person-name' })
    return { owner, person, problems: [...missing, ...problems] }
  }
  if (product.name === undefined && product.id === undefined)
    missing.push({ severity: 'row', code: 'no-product-name' })
  return { owner, product, problems: [...missing, ...problems] }
}

/** Whether a row holds nothing at all. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

function readCells(
  cells: readonly string[],
  plan: ListPlan,
  problems: RowProblem[],
): Map<ListField, Facts[string]> {
  const values = new Map<ListField, Facts[string]>()
  const country = countryOf(cells, plan)
  for (const [column, field] of plan.columns.entries()) {
    if (field === null || values.has(field)) continue
    const text = cleanCell(cells[column] ?? '')
    const problem = (severity: RowProblem['severity'], code: string) => {
      problems.push({ severity, code, column, field, cell: text.slice(0, 80) })
    }
    if (isFormulaError(text)) {
      problem('cell', 'formula-error')
      continue
    }
    if (isNothing(text)) continue

    const reading = readField(field, text, { country, dateOrder: plan.dateOrder })
    if ('wrong' in reading) {
      problem('cell', reading.wrong)
      continue
    }
    values.set(field, reading.value)
    if (reading.note) problem('note', reading.note)
    else if (text.startsWith('=')) problem('note', 'formula-as-text')
  }
  return values
}

/** Codes mean something only together with their country. */
function countryOf(cells: readonly string[], plan: ListPlan): string | undefined {
  const column = plan.columns.indexOf('company.country')
  return countryNamed(cleanCell(cells[column] ?? '')) ?? plan.country ?? undefined
}

function factsOf(values: ReadonlyMap<ListField, Facts[string]>, part: string): Facts {
  const facts: Facts = {}
  for (const [field, value] of values) {
    if (field.startsWith(`${part}.`)) facts[field.slice(part.length + 1)] = value
  }
  return facts
}

function personOf({ firstName, lastName, ...person }: Facts): Facts {
  const whole = [firstName, lastName].filter((part) => part !== undefined).join(' ')
  if (person.name === undefined && whole !== '') person.name = whole
  return person
}

/** The contact person of a company's row; without a name there is nobody to add. */
function personInCompanyRow(person: Facts, problems: RowProblem[]): { person?: Facts } {
  if (person.name !== undefined) return { person }
  problems.push({ severity: 'note', code: 'contact-without-name' })
  return {}
}

function missingOfCompany(company: Facts): RowProblem[] {
  if (company.id !== undefined) return []
  return [
    ...(company.legalName === undefined ? [{ severity: 'row', code: 'no-company-name' } as const] : []),
    ...(company.country === undefined ? [{ severity: 'row', code: 'no-country' } as const] : []),
  ]
}

function isEmpty(facts: Facts): boolean {
  return Object.keys(facts).length === 0
}
