import { hash } from 'node:crypto'
import type { RowSum } from './schema.ts'

const newline = 0x0a

/**
 * Sums the rows of a COPY text stream: each row's SHA-256, added up modulo 2^256. Two tables with the same rows have
 * the same sum however the rows are ordered. COPY writes a line break inside a value as `\n`, so a bare one ends a row.
 */
export class RowSummer {
  #rows = 0
  readonly #lanes = new Uint32Array(8)
  #rest: Buffer[] = []

  add(chunk: Buffer): void {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      this.#addRow(chunk.subarray(from, at))
      from = at + 1
    }
    // A copy: the stream may use the chunk's memory again.
    if (from < chunk.length) this.#rest.push(Buffer.from(chunk.subarray(from)))
  }

  result(): RowSum {
    if (this.#rest.length > 0) throw new Error('The rows of a table end in the middle of one.')
    const sum = [...this.#lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('')
    return { rows: this.#rows, sum }
  }

  #addRow(end: Buffer): void {
    const row = this.#rest.length === 0 ? end : Buffer.concat([...this.#rest, end])
    this.#rest = []
    this.#rows += 1
    const digest = hash('sha256', row, 'buffer')
    let carry = 0
    for (let lane = 7; lane >= 0; lane -= 1) {
      const total = (this.#lanes[lane] ?? 0) + digest.readUInt32BE(lane * 4) + carry
      this.#lanes[lane] = total
      carry = total > 0xffffffff ? 1 : 0
    }
  }
}
