import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { takeUpAgain } from '#platform/backup/aftercare.ts'
import { noteBackup, noteRestore, readErasures } from '#platform/backup/installation.ts'
import { checkBackup } from '#platform/backup/read-backup.ts'
import { restoreBackup } from '#platform/backup/restore-backup.ts'
import { type Erasure, erasureShape } from '#platform/backup/schema.ts'
import { writeBackup } from '#platform/backup/write-backup.ts'
import { keepSecret } from '#platform/config.ts'
import { prepareDatabase } from '#platform/db/migrate.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { openFiles, openHouse } from '../house.ts'
import { modeOfFolder, rememberInFolder } from '../mode.ts'
import { joinServer } from '../open-database.ts'
import { erasers, queues, resumes } from '../subscriptions.ts'
import { makeKey, readKey } from './backup-key.ts'
import { type Command, type Options, quietConfig, textOf } from './command.ts'

const say = (line: string) => console.error(line)

export const backupCommands: readonly Command[] = [
  {
    name: 'backup-key',
    takes: 'FILE',
    help: 'Makes a pair of keys for backups: the secret one into FILE, the public one for the server.',
    run: ({ rest }) => makeKey(rest),
  },
  {
    name: 'backup',
    takes: 'FILE or FOLDER  [--key FILE] [--keep NUMBER] [--json]',
    help: 'Backs everything up into one sealed file while Talgud runs. In a folder the file is named by the time; --keep leaves the newest ones only.',
    run: ({ rest, values }) => backUp(rest, values),
  },
  {
    name: 'restore',
    takes: 'FILE  [--key FILE] [--erasures FILE] [--check] [--json]',
    help: 'Restores a backup into an empty database, and proves it. --check only reads the file through.',
    run: ({ rest, values }) => (values.check ? check(rest, values) : restore(rest, values)),
  },
  {
    name: 'erasures',
    takes: '',
    help: 'Prints what was erased for good, one JSON line each, for restore --erasures.',
    run: () => printErasures(),
  },
]

async function backUp([target]: string[], values: Options): Promise<number> {
  if (!target) throw new Error('Name the file or folder for the backup.')
  const key = readKey(textOf(values, 'key'))
  const keep = keepOf(textOf(values, 'keep'))
  const config = quietConfig()
  const server = await joinServer(config, say)
  try {
    const now = new Date()
    const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false
    const path = isFolder ? join(target, nameFor(now)) : target
    const { bytes, end } = await writeBackup(server.owner, openFiles(config), config, { path, key, now })
    const rows = Object.values(end.tables).reduce((sum, table) => sum + table.rows, 0)
    const report = { path, bytes, tables: Object.keys(end.tables).length, rows, files: end.files }
    await noteBackup(server.owner, now, report)
    if (isFolder && keep !== undefined) dropOld(target, keep)

    if (values.json) console.log(JSON.stringify({ ...report, missingFiles: end.missingFiles }))
    else
      console.log(
        `${path}: ${megabytes(bytes)} MB, ${report.tables} tables with ${rows} rows, ${end.files} files (${megabytes(end.fileBytes)} MB).`,
      )
    for (const sha256 of end.missingFiles)
      console.error(`The file store does not have ${sha256}; all else is backed up.`)
    return end.missingFiles.length === 0 ? 0 : 1
  } finally {
    await server.stop()
  }
}

async function check([path]: string[], values: Options): Promise<number> {
  if (!path) throw new Error('Name the backup to check.')
  const { head, end } = await checkBackup(path, readKey(textOf(values, 'key')))
  const rows = Object.values(end.tables).reduce((sum, table) => sum + table.rows, 0)
  if (values.json)
    console.log(JSON.stringify({ madeAt: head.madeAt, mode: head.mode, rows, files: end.files }))
  else
    console.log(
      `The backup of ${head.madeAt} (${head.mode}) is whole: ${Object.keys(end.tables).length} tables with ${rows} rows, ${end.files} files.`,
    )
  return 0
}

async function restore([path]: string[], values: Options): Promise<number> {
  if (!path) throw new Error('Name the backup to restore.')
  const key = readKey(textOf(values, 'key'))
  const erasedSince = readErasureFile(textOf(values, 'erasures'))
  const given = process.env.TALGUD_SECRET || undefined
  // A production start demands the secret; a restore brings it.
  const config = quietConfig({ ...process.env, TALGUD_SECRET: given ?? 'brought by the backup, never used' })
  const folderMode = modeOfFolder(config.dataDir)
  if (folderMode !== undefined && folderMode !== config.mode)
    throw new Error(
      `The folder ${config.dataDir} belongs to ${folderMode}, not ${config.mode}. Use another TALGUD_DATA.`,
    )
  const files = openFiles(config)
  const server = await joinServer(config, say)
  try {
    const from = { path, key }
    const { head, end } = await restoreBackup(
      server.owner,
      files,
      from,
      ({ secret, mode }) => {
        if (given !== undefined && given !== secret)
          throw new Error(
            'The backup was made under another TALGUD_SECRET. Restore with that one, or without the setting: then the backup brings it.',
          )
        if (mode === 'demo' && config.mode === 'production')
          throw new Error(
            'This is the backup of a demo, whose passwords everybody knows. It cannot become production.',
          )
        return { secret, appUrl: config.databaseAppUrl }
      },
      say,
    )
    const settled = { ...config, secret: head.secret }
    const app = await prepareDatabase(server.owner, { secret: head.secret, appUrl: config.databaseAppUrl })
    await prepareQueues(poolAddress(server.owner), queues)
    const { house, close } = await openHouse(settled, app)
    const care = await takeUpAgain(house, head, { erasers, resumes, erasedSince }).finally(close)
    await noteRestore(server.owner, new Date(), head.madeAt, config.mode)
    rememberInFolder(config.dataDir, config.mode)
    const secretFile = given === undefined ? keepSecret(config.dataDir, head.secret) : undefined

    const rows = Object.values(end.tables).reduce((sum, table) => sum + table.rows, 0)
    if (values.json) console.log(JSON.stringify({ madeAt: head.madeAt, rows, files: end.files, ...care }))
    else {
      console.log(
        `Restored the backup of ${head.madeAt}: ${rows} rows in ${head.tables.length} tables, ${end.files} files.`,
      )
      console.log('  Every table was read back and is the same as when it was backed up.')
      console.log(
        `  ${care.journals} journals with ${care.entries} entries lead to the heads noted in the backup.`,
      )
      console.log(
        `  Everybody signs in anew. ${care.closedInvitations} open invitations no longer work; ${care.heldMails} unsent mails are held on the mail page.`,
      )
      if (care.erasures > 0) console.log(`  ${care.erasures} earlier erasures were done again.`)
      if (secretFile)
        console.log(
          `  The secret is in ${secretFile}${config.mode === 'production' ? '; set TALGUD_SECRET to it' : ''}.`,
        )
    }
    for (const sha256 of end.missingFiles)
      console.error(`The backup lacks the file ${sha256}, as the store did when it was made.`)
    return end.missingFiles.length === 0 ? 0 : 1
  } finally {
    await server.stop()
  }
}

async function printErasures(): Promise<number> {
  const server = await joinServer(quietConfig(), say)
  try {
    for (const erasure of await readErasures(server.owner)) console.log(JSON.stringify(erasure))
    return 0
  } finally {
    await server.stop()
  }
}

function readErasureFile(path: string | undefined): Erasure[] {
  if (path === undefined) return []
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${path}.`)
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map((line, index) => {
    const parsed = erasureShape.safeParse(parseJson(line))
    if (!parsed.success) throw new Error(`Line ${index + 1} of ${path} is not an erasure.`)
    return parsed.data
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const ourName = /^talgud-\d{4}-\d{2}-\d{2}T\d{6}Z\.backup$/

function nameFor(now: Date): string {
  return `talgud-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.backup`
}

function dropOld(folder: string, keep: number): void {
  const names = readdirSync(folder).filter((name) => ourName.test(name))
  for (const name of names.sort().slice(0, -keep)) rmSync(join(folder, name))
}

function keepOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const keep = Number(text)
  if (!Number.isInteger(keep) || keep < 1) throw new Error('--keep takes a whole number, 1 or more.')
  return keep
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
