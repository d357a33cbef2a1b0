import { and, asc, eq, inArray, like, or, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { mayImportCodeLists } from './policy.ts'
import type { CodesQuery } from './schema.ts'
import { code, codeListKeeper } from './tables.ts'

/** Codes of one list by code or words, labelled in the asked language, else English, else unlabelled. */
export async function findCodes(tx: Tx, list: string, query: CodesQuery) {
  const items = await tx
    .select({
      code: code.code,
      parent: code.parent,
      label: sql<string | null>`coalesce(${code.labels}->>${query.language}, ${code.labels}->>'en')`,
    })
    .from(code)
    .where(and(eq(code.list, list), ...codeFilters(query)))
    .orderBy(asc(code.code))
    .limit(query.codes === undefined ? query.limit : 500)
  return { items }
}

/** Which lists are loaded, how long each is, in which languages it is labelled, and whether the caller may load more. */
export async function listCodeLists(tx: Tx, actor: Actor) {
  const { rows } = await tx.execute<{ list: string; codes: number; languages: string[] }>(sql`
    SELECT list, count(*)::int AS codes,
      (SELECT coalesce(array_agg(DISTINCT language ORDER BY language), '{}')
       FROM code inner_code, jsonb_object_keys(inner_code.labels) language WHERE inner_code.list = code.list) AS languages
    FROM code GROUP BY list ORDER BY list`)
  const mayImport = mayImportCodeLists(actor, await keepsCodeLists(tx))
  return { items: rows, abilities: mayImport ? (['import'] as const).slice() : [] }
}

/** Whether the caller's cluster is one of those that keep the lists. */
export async function keepsCodeLists(tx: Tx): Promise<boolean> {
  const found = await tx.select().from(codeListKeeper).where(sql`cluster_id = current_cluster()`)
  return found.length > 0
}

/** Every label of one list in every language, by code. */
export async function allLabelsOf(tx: Tx, list: string): Promise<Map<string, Record<string, string>>> {
  const rows = await tx
    .select({ code: code.code, labels: code.labels })
    .from(code)
    .where(eq(code.list, list))
    .orderBy(asc(code.code))
  return new Map(rows.map((row) => [row.code, row.labels]))
}

/** The meanings of these codes in the asked language, else in English; codes without one are left out. */
export async function labelsOfCodes(
  tx: Tx,
  list: string,
  codes: readonly string[],
  language: 'en' | 'et',
): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .select({ code: code.code, labels: code.labels })
    .from(code)
    .where(and(eq(code.list, list), sql`${code.code} = ANY(${sql.param(wanted)}::text[])`))
  return new Map(
    rows.flatMap(({ code, labels }) => {
      const label = labels[language] ?? labels.en
      return label === undefined ? [] : [[code, label] as const]
    }),
  )
}

/** Changes when codes or labels of the list do: whoever keeps something made from it asks this first. */
export async function stampOfList(tx: Tx, list: string): Promise<string> {
  const { rows } = await tx.execute<{ stamp: string }>(sql`
    SELECT count(*) || ':' || coalesce(sum(hashtext(code || labels::text)), 0) AS stamp FROM code WHERE list = ${list}`)
  return rows[0]?.stamp ?? '0:0'
}

/** Words as they are stored for finding: lower case, without marks above and below letters. */
export function foldWords(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function codeFilters(query: CodesQuery): (SQL | undefined)[] {
  if (query.codes !== undefined) return [inArray(code.code, query.codes.split(',').slice(0, 500))]
  const words = foldWords(query.q ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  return words.map((word) => or(like(code.words, `%${word}%`), like(sql`lower(${code.code})`, `${word}%`)))
}
