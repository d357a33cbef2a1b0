import { hash, randomBytes } from 'node:crypto'
import { Refusal } from '#platform/errors.ts'

// Every caller's use lies in one cell of each row, chosen by a hash that no caller can foresee, and drains within a
// minute. Memory never grows and nobody is ever forgotten; a stranger pays for another's use only where both cells
// are shared (a count-min sketch with conservative update, Estan and Varghese 2002).
const cells = 2 ** 17
const rows = [0, 1].map(() => ({ used: new Float64Array(cells), at: new Float64Array(cells) }))
const salt = randomBytes(16).toString('hex')
// Shares of a minute's allowance add up to one only roughly.
const grain = 1e-9

/** Counts one request against the caller's `perMinute` (refilled evenly) or refuses with 429. */
export function chargeCaller(caller: string, perMinute: number, now: Date): void {
  const cost = 1 / perMinute
  const found = cellsOf(`${caller}:${perMinute}`)
  const used = usedBy(found, now.getTime())
  if (used + cost > 1 + grain) {
    throw new Refusal('platform/too-many', 429, 'Too many requests in a short time. Please wait a moment.', {
      retryAfter: Math.max(1, Math.ceil((used + cost - 1) * 60)),
    })
  }
  for (const [row, cell] of found) {
    row.used[cell] = Math.max(drained(row, cell, now.getTime()), used + cost)
    row.at[cell] = now.getTime()
  }
}

/** Takes one charge back: the caller turned out to be welcome. */
export function refundCaller(caller: string, perMinute: number, now: Date): void {
  const found = cellsOf(`${caller}:${perMinute}`)
  for (const [row, cell] of found) {
    row.used[cell] = Math.max(0, drained(row, cell, now.getTime()) - 1 / perMinute)
    row.at[cell] = now.getTime()
  }
}

/** Forgets all callers; for tests. */
export function forgetCallers(): void {
  for (const row of rows) row.used.fill(0)
}

type Row = (typeof rows)[number]

function cellsOf(key: string): [Row, number][] {
  const digest = hash('sha256', salt + key, 'buffer')
  return rows.map((row, index) => [row, digest.readUInt32LE(index * 4) % cells])
}

/** What the caller has used at most: the least that any of the cells says. */
function usedBy(found: readonly [Row, number][], at: number): number {
  return Math.min(...found.map(([row, cell]) => drained(row, cell, at)))
}

function drained(row: Row, cell: number, at: number): number {
  const minutes = Math.max(0, at - (row.at[cell] ?? 0)) / 60_000
  return Math.max(0, (row.used[cell] ?? 0) - minutes)
}
