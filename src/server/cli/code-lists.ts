import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { putCodes } from '#domains/vocabulary/public.ts'
import { codeListLimits } from '#engines/code-lists/code-list.ts'
import { parseCodeList } from '#engines/code-lists/parse-code-list.ts'
import { type Connection, openPool } from '#platform/db/pool.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import { openLog } from '#platform/log.ts'

/** Imports official code lists as the owner of the database. A refused file stops nothing else; the exit code tells. */
export async function importCodeLists(owner: Connection, paths: string[]): Promise<number> {
  if (paths.length === 0) throw new Error('Name at least one file with a code list.')
  const pool = openPool(owner, openLog('warn'), { max: 1 })
  let refused = 0
  try {
    for (const path of paths) {
      const parsed = parseCodeList(readList(path), basename(path).replace(/\.gz$/, ''))
      if (!parsed.ok) {
        refused += 1
        console.error(`${path}: ${parsed.message}`)
        continue
      }
      for (const { list, codes } of parsed.lists) {
        await inTransaction(pool, 'gate', (tx) => putCodes(tx, list, codes))
        console.log(`${list}: ${codes.length} codes`)
      }
    }
  } finally {
    await pool.end()
  }
  return refused === 0 ? 0 : 1
}

function readList(path: string): Uint8Array {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${path}.`)
  const bytes = readFileSync(path)
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  return isGzip ? gunzipSync(bytes, { maxOutputLength: codeListLimits.bytes }) : bytes
}
