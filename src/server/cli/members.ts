import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type CheckedList, exportList, importList, type ListRow } from '#domains/exchange/jobs.ts'
import { problemSentence } from '#engines/member-lists/problem-words.ts'
import type { House } from '#platform/house.ts'
import { type ListKind, listKinds } from '#values/member-list-fields.ts'
import { type Options, textOf } from './command.ts'
import { findCluster } from './find-cluster.ts'

const mostBytes = 30 * 1024 * 1024

/**
 * Brings in one list of companies, people or products; columns are recognised by their headers. Prints a line for each
 * row that says something. Answers 0 when all was taken (or would be), 1 when rows stood in the way.
 */
export async function importMemberList(
  house: House,
  paths: readonly string[],
  values: Options,
): Promise<number> {
  const [path, ...more] = paths
  if (path === undefined || more.length > 0) throw new Error('Name one CSV or XLSX file.')
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Error(`There is no file ${path}.`)
  if (found.size > mostBytes) throw new Error(`${path} is larger than ${mostBytes / 1024 / 1024} MB.`)
  const kind = kindOf(textOf(values, 'kind'))
  const doubtful = doubtfulOf(textOf(values, 'doubtful'))
  const dryRun = values['dry-run'] === true

  const cluster = await findCluster(house, textOf(values, 'cluster'))
  const upload = { name: basename(path), bytes: readFileSync(path), kind }
  const print = values.json ? (row: ListRow) => console.log(JSON.stringify(row)) : printRow
  const done = await importList(house, cluster.id, upload, { dryRun, doubtful }, print)
  if (values.json) console.error(JSON.stringify({ cluster: cluster.slug, ...done }))
  else console.log(sumOf(cluster.name, done, dryRun))
  return done.outcomes.problem || done.refusal ? 1 : 0
}

/** Writes a whole list to a file, or to the output. */
export async function exportMemberList(
  house: House,
  words: readonly string[],
  values: Options,
): Promise<number> {
  const [path] = words
  const kind = kindOf(textOf(values, 'kind')) ?? 'companies'
  const format = path?.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv'
  const cluster = await findCluster(house, textOf(values, 'cluster'))
  const language = textOf(values, 'language') === 'et' ? 'et' : 'en'
  const bytes = await exportList(house, cluster.id, kind, format, language)
  if (path === undefined) process.stdout.write(bytes)
  else {
    writeFileSync(path, bytes, { mode: 0o600 })
    console.log(`${cluster.name}: wrote the ${kind} to ${path}`)
  }
  return 0
}

function kindOf(word: string | undefined): ListKind | null {
  if (word === undefined) return null
  const kind = listKinds.find((one) => one === word)
  if (!kind) throw new Error(`--kind is one of ${listKinds.join(', ')}.`)
  return kind
}

function doubtfulOf(word: string | undefined): 'new' | 'same-as' | 'leave-out' | undefined {
  if (word === undefined) return undefined
  const verdict = (['new', 'same-as', 'leave-out'] as const).find((one) => one === word)
  if (!verdict) throw new Error('--doubtful is one of new, same-as, leave-out.')
  return verdict
}

function printRow(row: ListRow): void {
  const changes = row.changes.map(({ field, before, after }) => `${field}: ${said(before)} → ${said(after)}`)
  const problems = row.problems.map((problem) => problemSentence(problem))
  const candidates = row.outcome === 'doubtful' ? row.candidates.map(({ label }) => `maybe ${label}`) : []
  const details = [...changes, ...candidates, ...problems].map((line) => `\n            ${line}`).join('')
  console.log(`${row.outcome.padEnd(9)} row ${row.number}  ${row.label}${details}`)
}

function said(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function sumOf(cluster: string, { outcomes, refusal, counts }: CheckedList, isDry: boolean): string {
  const rows = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`)
  const sums = `${cluster}: ${rows.join(', ') || 'no rows'}`
  if (refusal) return `${sums}\n${refusal.message}\nNothing was taken.`
  if (isDry) return `${sums}\nNothing was taken: this was a dry run.`
  return `${sums}\nTaken: ${counts?.added ?? 0} added, ${counts?.changed ?? 0} changed.`
}
