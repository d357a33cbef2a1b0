import type { Tx } from '#platform/db/transaction.ts'

/**
 * The names of the companies that hats are worn for, as far as the present scope sees them. `hat` and `invitation`
 * already refer to `company` by key; a name is all the platform ever reads of it.
 */
export async function companyNames(
  tx: Tx,
  companyIds: readonly (string | null)[],
): Promise<Map<string, string>> {
  const ids = [...new Set(companyIds)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()

  const { rows } = await tx.client.query<{ id: string; legal_name: string }>(
    'SELECT id, legal_name FROM company WHERE id = ANY($1::uuid[])',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.legal_name]))
}
