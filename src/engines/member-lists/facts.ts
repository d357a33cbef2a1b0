import type { ListField } from '#values/member-list-fields.ts'

/** What a cell became: a text, a number or a list of codes. */
export type Fact = string | number | string[]

/** What a row says of one thing, by the name of the fact: `legalName`, `website`, `summaryEn` … */
export type Facts = Record<string, Fact>

/** What is wrong with a cell or a row, and how much of the row it costs. */
export type RowProblem = {
  /** `row`: nothing of it is taken; `cell`: all but this cell; `note`: taken, but look. */
  severity: 'row' | 'cell' | 'note'
  code: string
  /** The column, from 0; none where the row as a whole is meant. */
  column?: number
  field?: ListField
  /** What the cell says, cut short. */
  cell?: string
}

/** A row as the engine understood it. `owner` is what it says of the company a person or product belongs to. */
export type ReadRow = {
  company?: Facts
  owner?: Facts
  person?: Facts
  product?: Facts
  problems: RowProblem[]
}

/** How to read a list: its kind, which column is which field, and what its cells leave open. */
export type ListPlan = {
  kind: 'companies' | 'people' | 'products'
  columns: readonly (ListField | null)[]
  /** The country of companies that state none. */
  country: string | null
  dateOrder: 'dmy' | 'mdy'
}
