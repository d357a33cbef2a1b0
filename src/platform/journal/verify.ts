import { and, asc, eq, gt } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { chainStart, commitTo, hashLink } from './chain.ts'
import { journalEntry, journalHead, journalPayload } from './tables.ts'

export type ChainFault = { number: number; fault: 'changed' | 'missing' | 'payload-changed' | 'cut-off' }
export type ChainReport = { entries: number; erased: number; headHash: string; faults: ChainFault[] }

/** Walks the cluster's chain from its start. Erased payloads are counted, not faults. At most 100 faults are listed. */
export async function verifyChain(tx: Tx, clusterId: string): Promise<ChainReport> {
  const report: ChainReport = { entries: 0, erased: 0, headHash: chainStart, faults: [] }
  for (let last = 0; ; ) {
    const rows = await tx
      .select({ entry: journalEntry, payload: journalPayload })
      .from(journalEntry)
      .leftJoin(
        journalPayload,
        and(
          eq(journalPayload.clusterId, journalEntry.clusterId),
          eq(journalPayload.number, journalEntry.number),
        ),
      )
      .where(and(eq(journalEntry.clusterId, clusterId), gt(journalEntry.number, last)))
      .orderBy(asc(journalEntry.number))
      .limit(2_000)
    if (rows.length === 0) break

    for (const { entry, payload } of rows) {
      if (entry.number !== last + 1) note(report, entry.number, 'missing')
      const isWhole =
        entry.previousHash === report.headHash &&
        hashLink({ ...entry, at: entry.at.toISOString() }) === entry.hash
      if (!isWhole) note(report, entry.number, 'changed')
      if (!payload) report.erased += 1
      else if (commitTo(payload.salt, payload.payload) !== entry.commitment)
        note(report, entry.number, 'payload-changed')
      report.entries += 1
      report.headHash = entry.hash
      last = entry.number
    }
  }

  const [head] = await tx.select().from(journalHead).where(eq(journalHead.clusterId, clusterId))
  if (head && (head.hash !== report.headHash || head.number !== report.entries))
    note(report, head.number, 'cut-off')
  return report
}

function note(report: ChainReport, number: number, fault: ChainFault['fault']): void {
  if (report.faults.length < 100) report.faults.push({ number, fault })
}
