import { sql } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { readParts } from '../queries.ts'
import { completenessOf } from '../rules.ts'

/** Keeps what is derived from the company's parts: search words, codes and completeness. */
export async function refreshCompany(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  await asSystem(tx, actor, async () => {
    const parts = await readParts(tx, id)
    if (!parts) return
    const { found, people } = parts
    // What a company keeps to itself must not be found by others' searches, nor be guessed from its score.
    const open = <T extends { visibility: string }>(all: T[]) =>
      all.filter((one) => one.visibility !== 'company')
    const capabilities = open(parts.capabilities)
    const products = open(parts.products)
    const references = open(parts.references)
    const certificates = open(parts.certificates)
    const cpv = new Set([...capabilities, ...products, ...references].flatMap((one) => one.cpv))
    const { score } = completenessOf({ ...found, people, capabilities, products, references, certificates })
    const words = [
      found.legalName,
      found.registerCode,
      ...Object.values(found.summary),
      ...capabilities.flatMap((one) => [one.name, ...one.terms]),
      ...products.flatMap((one) => [one.name, ...Object.values(one.description)]),
      ...references.map((one) => one.title),
    ]
    await tx.execute(sql`
      UPDATE company SET cpv = ${sql.param([...cpv].sort())}::text[], completeness = ${score},
        search = to_tsvector('talgud', ${words.filter(Boolean).join(' ').slice(0, 200_000)}), updated_at = ${now.toISOString()}
      WHERE id = ${id}`)
  })
}
