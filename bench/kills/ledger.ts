/** What Talgud acknowledged and must therefore hold. Filled by the writers, read by the checks. */
export type Ledger = {
  /** Names of created companies and products, each unlike any other. */
  created: Map<string, { kind: 'company' | 'product'; id: string }>
  /** For each product that is edited: which name each acknowledged version carries. */
  edited: Map<string, Map<number, string>>
  imported: Map<string, Imported>
  /** Sent again after a cut, and the answer was that it had been stored the first time. */
  storedUnacknowledged: number
  /** What no correct server does, in words. */
  faults: string[]
}

/** `numbers` of the generated notices inside; none for a real archive, whose files are `files`. */
export type Imported = { name: string; files: number; numbers: number[] }

export function emptyLedger(): Ledger {
  return {
    created: new Map(),
    edited: new Map(),
    imported: new Map(),
    storedUnacknowledged: 0,
    faults: [],
  }
}

/** Says a fault once; a broken server would otherwise repeat it a thousand times. */
export function note(ledger: Ledger, fault: string): void {
  if (ledger.faults.length < 50 && !ledger.faults.includes(fault)) ledger.faults.push(fault)
}
