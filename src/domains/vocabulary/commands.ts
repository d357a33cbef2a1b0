import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { foldWords } from './queries.ts'
import type { CodeRow } from './schema.ts'

/**
 * Adds codes to a list or renews them; labels in languages the input does not name are kept. Only the operator's side
 * (start, command line) calls this, over the owner's connection: the app's own role may not write codes.
 */
export async function putCodes(tx: Tx, list: string, rows: readonly CodeRow[]): Promise<number> {
  const batch = 500
  for (let start = 0; start < rows.length; start += batch) {
    const some = rows.slice(start, start + batch).map((row) => ({
      code: row.code,
      parent: row.parent ?? null,
      labels: row.labels,
      words: foldWords(Object.values(row.labels).join(' ')),
    }))
    await tx.execute(sql`
      INSERT INTO code (list, code, parent, labels, words)
      SELECT ${list}, code, parent, labels, words
      FROM jsonb_to_recordset(${JSON.stringify(some)}::jsonb) AS given(code text, parent text, labels jsonb, words text)
      ON CONFLICT (list, code) DO UPDATE SET
        parent = coalesce(excluded.parent, code.parent),
        labels = code.labels || excluded.labels,
        words = CASE WHEN code.labels <@ excluded.labels THEN excluded.words ELSE code.words || ' ' || excluded.words END`)
  }
  return rows.length
}
