import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type ImportedFile, importNotices } from '#domains/opportunities/jobs.ts'
import { readUpload, type UploadEntry } from '#platform/files/archive.ts'
import type { House } from '#platform/house.ts'
import { findCluster } from './find-cluster.ts'

/** Imports every notice under the paths; prints a line a file and the sums. Answers the exit code. */
export async function importNoticeFiles(
  house: House,
  paths: string[],
  options: { slug: string | undefined; json: boolean },
): Promise<number> {
  if (paths.length === 0) throw new Error('Name at least one file or folder with notices.')
  const cluster = await findCluster(house, options.slug)
  const print = options.json ? printJson : printLine
  const done = await importNotices(house, cluster.id, readAll(paths), print)
  const { importId: _, ...counts } = done
  if (options.json) console.error(JSON.stringify({ cluster: cluster.slug, ...counts }))
  else
    console.log(
      `${cluster.name}: ${counts.added} added, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.refused} refused`,
    )
  return 0
}

function printJson(file: ImportedFile): void {
  console.log(JSON.stringify(file))
}

function printLine(file: ImportedFile): void {
  const reason = file.refused ? `  ${file.refused.message} (${file.refused.code})` : ''
  console.log(`${file.outcome.padEnd(9)} ${file.name}${reason}`)
}

async function* readAll(paths: readonly string[]): AsyncGenerator<UploadEntry> {
  for (const path of paths.flatMap(filesUnder)) yield* readUpload({ name: basename(path), path })
}

/** A file itself, or every file under a folder, in the order of names. */
function filesUnder(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Error(`There is no file or folder ${path}.`)
  if (!found.isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
