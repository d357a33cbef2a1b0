import { sql } from 'drizzle-orm'
import { putCodes } from '#domains/vocabulary/public.ts'
import { type Connection, openPool } from '#platform/db/pool.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import { openLog } from '#platform/log.ts'
import { starterLists } from '#values/vocabulary/starter.ts'

/** Puts the starter vocabulary into an installation that has no code lists yet. Runs as the owner. */
export async function seedInstallation(owner: Connection, say: (line: string) => void): Promise<void> {
  const pool = openPool(owner, openLog('warn'), { max: 1 })
  try {
    await inTransaction(pool, 'gate', async (tx) => {
      for (const { list, codes } of starterLists) {
        const { rows } = await tx.execute(sql`SELECT FROM code WHERE list = ${list} LIMIT 1`)
        if (rows.length > 0) continue
        await putCodes(tx, list, codes)
        say(`loaded the starter list ${list} (${codes.length} codes)`)
      }
    })
  } finally {
    await pool.end()
  }
}
