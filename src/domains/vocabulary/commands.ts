import { eq, sql } from 'drizzle-orm'
import type { CodeList, CodeListResult } from '#engines/code-lists/code-list.ts'
import type { Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import { readUpload, type Upload } from '#platform/files/archive.ts'
import { uploadLimits } from '#platform/files/limits.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { record } from '#platform/journal/journal.ts'
import { newId } from '#platform/new-id.ts'
import { openThread, type Thread, ThreadFailure } from '#platform/threads/thread.ts'
import { mayImportCodeLists } from './policy.ts'
import { foldWords, keepsCodeLists } from './queries.ts'
import { type CodeListImport, type CodeRow, listName } from './schema.ts'
import { codeListKeeper } from './tables.ts'

type ReadFile = { name: string; lists: CodeList[]; refused: CodeListImport['files'][number]['refused'] }

/** Throws unless the caller may load code lists; asked before a byte of theirs is looked at. */
export async function admitCodeListImport(tx: Tx, actor: Actor): Promise<void> {
  if (mayImportCodeLists(actor, await keepsCodeLists(tx))) return
  throw new Refusal(
    'code-lists/not-kept-here',
    403,
    'These lists are read by every cluster here. Whoever runs this installation loads them.',
  )
}

/** Reads every code list of an upload, beside the main thread; a file that cannot be taken says why. */
export async function readCodeLists(upload: Upload): Promise<ReadFile[]> {
  const parser = openThread<{ bytes: Uint8Array; name: string }, CodeListResult>(
    parserModule,
    'parseCodeListFile',
    { timeoutMs: 60_000, memoryMb: 768 },
  )
  const files: ReadFile[] = []
  try {
    for await (const entry of readUpload(upload, limits)) {
      const { name } = entry
      if ('refused' in entry) files.push({ name, lists: [], refused: entry.refused })
      else files.push({ name, ...(await readList(parser, entry)) })
    }
  } finally {
    await parser.close()
  }
  return files
}

/** Stores the lists of an upload for the whole installation, and notes who loaded them. */
export async function importCodeLists(
  tx: Tx,
  actor: Actor,
  now: Date,
  upload: { name: string },
  files: readonly ReadFile[],
): Promise<CodeListImport> {
  await admitCodeListImport(tx, actor)
  const [only] = files
  if (files.length === 1 && only?.refused) {
    throw new Refusal(only.refused.code, 422, only.refused.message, only.refused.data)
  }
  for (const { list, codes } of files.flatMap((file) => file.lists)) await putCodes(tx, list, codes)
  const counted = files.map(({ name, lists, refused }) => ({
    name,
    lists: lists.map(({ list, codes }) => ({ list, codes: codes.length })),
    refused,
  }))
  if (counted.some((file) => file.lists.length > 0)) {
    await record(tx, actor, now, {
      action: 'vocabulary/code-lists-imported',
      objectKind: 'code-list-import',
      objectId: newId(now.getTime()),
      payload: { title: upload.name, lists: counted.flatMap((file) => file.lists) },
    })
  }
  return { files: counted }
}

/** Names a cluster a keeper of the lists, or no longer. The operator's side only, as the owner and at the gate. */
export async function nameCodeListKeeper(tx: Tx, clusterId: string, isKeeper: boolean): Promise<void> {
  if (isKeeper) await tx.insert(codeListKeeper).values({ clusterId }).onConflictDoNothing()
  else await tx.delete(codeListKeeper).where(eq(codeListKeeper.clusterId, clusterId))
}

/**
 * Adds codes to a list or renews them; labels in languages the input does not name are kept. Called by the operator's
 * side (start, command line) as the owner; the app's own role writes only under the hat of a keeper's staff.
 */
export async function putCodes(tx: Tx, list: string, rows: readonly CodeRow[]): Promise<number> {
  const batch = 500
  // Two who renew the same codes in another order would wait for each other for ever.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${codesLock})`)
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

const codesLock = 7_416_130
const MB = 1024 * 1024
const limits = {
  ...uploadLimits,
  packedBytes: 32 * MB,
  entries: 500,
  entryBytes: 32 * MB,
  totalBytes: 64 * MB,
}
const parserModule = new URL('../../engines/code-lists/parse-code-list.ts', import.meta.url)

async function readList(
  parser: Thread<{ bytes: Uint8Array; name: string }, CodeListResult>,
  { bytes, name }: { bytes: Uint8Array; name: string },
): Promise<Omit<ReadFile, 'name'>> {
  try {
    const parsed = await parser.ask({ bytes, name })
    if (!parsed.ok) {
      const { code, message, data } = parsed
      return { lists: [], refused: { code, message, ...(data ? { data } : {}) } }
    }
    const odd = parsed.lists.find(({ list }) => !listName.safeParse(list).success)
    if (!odd) return { lists: parsed.lists, refused: null }
    const list = odd.list.slice(0, 60)
    const message = `“${list}” cannot be the name of a list; it takes small letters, digits and dashes.`
    return { lists: [], refused: { code: 'code-lists/bad-name', message, data: { list } } }
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error
    return {
      lists: [],
      refused: { code: 'code-lists/unreadable', message: 'This file could not be read as a code list.' },
    }
  }
}
