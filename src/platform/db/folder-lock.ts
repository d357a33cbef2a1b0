import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A folder held by this process; nobody else gets it until `release` or the end of the process. */
export type FolderLock = { release: () => void }

/**
 * Holds `folder` for this process, or throws one sentence naming the process that has it.
 *
 * Node offers no file locks, but SQLite takes one from the kernel: it vanishes with its process however that
 * ends, so there is no stale file to be fooled by and no race between two who find one.
 */
export function lockFolder(folder: string): FolderLock {
  const holderFile = join(folder, 'holder')
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new Error(
      `Talgud already runs on ${folder}${heldBy(holderFile)}. Stop it first, or choose another data folder.`,
    )
  }

  writeFileSync(holderFile, `${process.pid}\n`)
  return { release: () => lock.close() }
}

function isBusy(error: unknown): boolean {
  const sqliteBusy = 5
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}

function heldBy(holderFile: string): string {
  try {
    return ` (process ${readFileSync(holderFile, 'utf8').trim()})`
  } catch {
    return ''
  }
}
