// How well duplicates of companies are found: precision and recall on an invented set of known truth, and the time.
import { CompanyIndex, sureFrom } from '#engines/duplicates/company-index.ts'
import { inventCompanies, type Listed, type Row } from './duplicates-data.ts'

export type Quality = {
  /** Of the rows said to be a known company without asking, how many are. */
  surePrecision: number
  /** Of the rows that are a known company, how many were recognised without asking. */
  sureRecall: number
  /** Of the rows that are a known company, for how many it was at least offered. */
  offeredRecall: number
  /** Of the rows that are nobody known, for how many a person is asked in vain. */
  askedInVain: number
  missed: Row[]
  mistaken: Row[]
}

/** Looks every row up among the known companies and compares with the truth. */
export function measureDuplicates(known: readonly Listed[], rows: readonly Row[]): Quality {
  const index = new CompanyIndex()
  for (const company of known) index.add(company)
  let [sure, sureRight, offered, same, vain] = [0, 0, 0, 0, 0]
  const missed: Row[] = []
  const mistaken: Row[] = []
  for (const row of rows) {
    const found = index.find(row.listed)
    const [best] = found
    const isSure = best !== undefined && best.score >= sureFrom
    if (isSure) {
      sure += 1
      if (best.id === row.truth) sureRight += 1
      else mistaken.push(row)
    }
    if (row.truth === null) {
      if (best !== undefined && !isSure) vain += 1
      continue
    }
    same += 1
    if (found.some((one) => one.id === row.truth)) offered += 1
    else missed.push(row)
  }
  return {
    surePrecision: sure === 0 ? 1 : sureRight / sure,
    sureRecall: sureRight / same,
    offeredRecall: offered / same,
    askedInVain: vain / (rows.length - same),
    missed,
    mistaken,
  }
}

if (process.argv[1]?.endsWith('duplicates.ts')) {
  for (const [seed, size] of [
    [1, 500],
    [2, 500],
    [3, 1_200],
  ] as const) {
    const { known, rows } = inventCompanies(seed, size)
    const started = performance.now()
    const quality = measureDuplicates(known, rows)
    const ms = performance.now() - started
    const share = (part: number) => `${(part * 100).toFixed(1)} %`
    console.log(
      `${known.length} companies, ${rows.length} rows: recognised without asking ${share(quality.sureRecall)} ` +
        `(right in ${share(quality.surePrecision)}), offered ${share(quality.offeredRecall)}, ` +
        `asked in vain ${share(quality.askedInVain)}; ${(ms / rows.length).toFixed(2)} ms a row`,
    )
    const misses = Map.groupBy(quality.missed, ({ how }) => how)
    for (const [how, all] of misses)
      console.log(`  missed, ${how}: ${all.length}, e.g. ${all[0]?.listed.name}`)
    for (const row of quality.mistaken.slice(0, 5)) console.log(`  mistaken, ${row.how}: ${row.listed.name}`)
  }
}
