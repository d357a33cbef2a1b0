import type { Tx } from '#platform/db/transaction.ts'
import { forbidden } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { isCreditorReference, isReference, referenceKey } from '#values/payment-reference.ts'
import { mayManageDues } from '../policy.ts'
import type { statementVerdicts } from '../schema.ts'
import { invoicesByReference, knownEntries } from './invoices.ts'

type Entry = {
  bankEntry: string
  paidOn: string
  cents: number
  currency: string
  payer: string | null
  reference: string | null
  note: string | null
}
type Verdict = (typeof statementVerdicts)[number]

/** Each entry of a statement beside the invoice its reference leads to. Nothing is noted down yet. */
export async function matchStatement(tx: Tx, actor: Actor, now: Date, entries: readonly Entry[]) {
  if (!mayManageDues(actor)) throw forbidden()
  const keys = entries.map(keyOf)
  const invoices = await invoicesByReference(tx, actor, now, [
    ...new Set(keys.filter((key) => key !== undefined)),
  ])
  const known = await knownEntries(
    tx,
    entries.map((one) => one.bankEntry),
  )
  // Two entries for one invoice in one file: the second finds what the first has left open.
  const left = new Map(invoices.map((one) => [one.id, one.totalCents - one.paidCents]))
  return {
    entries: entries.map((entry, at) => {
      const found = invoices.find((one) => one.reference === keys[at])
      const openCents = found ? (left.get(found.id) ?? 0) : 0
      const verdict = judge(entry, found, openCents, known.has(entry.bankEntry))
      if (found && ['match', 'part', 'more'].includes(verdict)) left.set(found.id, openCents - entry.cents)
      return {
        ...entry,
        verdict,
        invoice: found?.name
          ? { id: found.id, name: found.name, companyName: found.companyName, openCents }
          : null,
      }
    }),
  }
}

function judge(
  entry: Entry,
  found: { currency: string; status: string } | undefined,
  openCents: number,
  isKnown: boolean,
): Verdict {
  if (isKnown) return 'already'
  if (!found) return 'no-invoice'
  if (found.currency !== entry.currency) return 'other-currency'
  if (found.status === 'credited' || openCents <= 0) return 'closed'
  if (entry.cents === openCents) return 'match'
  return entry.cents < openCents ? 'part' : 'more'
}

/** The reference the payer gave, in its own field or, where they wrote it into the text, there. */
function keyOf(entry: Entry): string | undefined {
  const given = entry.reference?.replaceAll(/\s/g, '')
  if (given && (isCreditorReference(given) || isReference(referenceKey(given)))) return referenceKey(given)
  const words = entry.note?.match(/\bRF\d{2}[0-9A-Z]{1,21}\b|\b\d{9,20}\b/gi) ?? []
  const written = words.find((word) => isCreditorReference(word) || isReference(word))
  return written === undefined ? undefined : referenceKey(written)
}
