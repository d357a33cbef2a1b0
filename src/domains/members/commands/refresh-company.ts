import { inArray } from 'drizzle-orm'
import { asSystem, type Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { completenessOf } from '../rules.ts'
import { capability, certificate, company, person, product, reference } from '../tables.ts'

/** Keeps what is derived from the company's parts: search words, codes and completeness. */
export async function refreshCompany(tx: Tx, actor: Actor, now: Date, id: string): Promise<void> {
  await refreshCompanies(tx, actor, now, [id])
}

/** As `refreshCompany`, for up to a few hundred companies in as many statements as for one. */
export async function refreshCompanies(
  tx: Tx,
  actor: Actor,
  now: Date,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await asSystem(tx, actor, async () => {
    const derived = (await readAllParts(tx, ids)).map((parts) => ({ id: parts.found.id, ...derive(parts) }))
    await tx.client.query(
      `UPDATE company SET cpv = ARRAY(SELECT jsonb_array_elements_text(n.cpv)), completeness = n.score,
         search = to_tsvector('talgud', n.words), updated_at = $2
       FROM jsonb_to_recordset($1) AS n(id uuid, cpv jsonb, score smallint, words text) WHERE company.id = n.id`,
      [JSON.stringify(derived), now.toISOString()],
    )
  })
}

type AllParts = Awaited<ReturnType<typeof readAllParts>>[number]

async function readAllParts(tx: Tx, ids: readonly string[]) {
  const all = [...ids]
  const [companies, people, capabilities, products, references, certificates] = await Promise.all([
    tx.select().from(company).where(inArray(company.id, all)),
    tx.select().from(person).where(inArray(person.companyId, all)),
    tx.select().from(capability).where(inArray(capability.companyId, all)),
    tx.select().from(product).where(inArray(product.companyId, all)),
    tx.select().from(reference).where(inArray(reference.companyId, all)),
    tx.select().from(certificate).where(inArray(certificate.companyId, all)),
  ])
  const byCompany = <T extends { companyId: string }>(parts: T[]) => {
    const grouped = Map.groupBy(parts, ({ companyId }) => companyId)
    return (id: string) => grouped.get(id) ?? []
  }
  const of = {
    people: byCompany(people),
    capabilities: byCompany(capabilities),
    products: byCompany(products),
    references: byCompany(references),
    certificates: byCompany(certificates),
  }
  return companies.map((found) => ({
    found,
    people: of.people(found.id),
    // What a company keeps to itself must not be found by others' searches, nor be guessed from its score.
    capabilities: open(of.capabilities(found.id)),
    products: open(of.products(found.id)),
    references: open(of.references(found.id)),
    certificates: open(of.certificates(found.id)),
  }))
}

function derive({ found, ...parts }: AllParts): { cpv: string[]; score: number; words: string } {
  const { capabilities, products, references } = parts
  const words = [
    found.legalName,
    found.registerCode,
    ...Object.values(found.summary),
    ...capabilities.flatMap((one) => [one.name, ...one.terms]),
    ...products.flatMap((one) => [one.name, ...Object.values(one.description)]),
    ...references.map((one) => one.title),
  ]
  return {
    cpv: [...new Set([...capabilities, ...products, ...references].flatMap((one) => one.cpv))].sort(),
    score: completenessOf({ ...found, ...parts }).score,
    words: words.filter(Boolean).join(' ').slice(0, 200_000),
  }
}

function open<T extends { visibility: string }>(all: T[]): T[] {
  return all.filter((one) => one.visibility !== 'company')
}
