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
    const { found, capabilities, products, references } = parts
    // What a company keeps to itself must not be found by others' searches.
    const open = <T extends { visibility: string }>(all: T[]) =>
      all.filter((one) => one.visibility !== 'company')
    const cpv = new Set(
      [...open(capabilities), ...open(products), ...open(references)].flatMap((one) => one.cpv),
    )
    const words = [
      found.legalName,
      found.registerCode,
      ...Object.values(found.summary),
      ...open(capabilities).flatMap((one) => [one.name, ...one.terms]),
      ...open(products).flatMap((one) => [one.name, ...Object.values(one.description)]),
      ...open(references).map((one) => one.title),
    ]
    await tx.execute(sql`
      UPDATE company SET cpv = ${sql.param([...cpv].sort())}::text[], completeness = ${completenessOf({ ...found, ...parts }).score},
        search = to_tsvector('talgud', ${words.filter(Boolean).join(' ').slice(0, 200_000)}), updated_at = ${now.toISOString()}
      WHERE id = ${id}`)
  })
}
