import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import { writeBackup } from '#platform/backup/write-backup.ts'
import { readConfig } from '#platform/config.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { poolAddress } from '#platform/db/pool.ts'
import { ensureRoles } from '#platform/db/roles.ts'
import { startTestPostgres } from '#platform/db/test-postgres.ts'
import { folderStore } from '#platform/files/store.ts'
import { prepareQueues } from '#platform/jobs/queue.ts'
import { queues } from '#server/subscriptions.ts'
import { loadDemoCluster } from './demo/load.ts'

// Keeps a backup of the demo with the tables of today, so that every later version is tested to restore it.
// Run it at a release:  node tools/keep-backup.ts [number of the last migration to take]
const until = process.argv[2] ?? '9999'
const chosen = readMigrations().filter(({ name }) => name.slice(0, 4) <= until)
const last = chosen.at(-1)?.name.slice(0, 4)
const path = resolve(import.meta.dirname, `../src/server/kept-backups/tables-of-${last}.backup`)

const folder = mkdtempSync(join(tmpdir(), 'talgud-keep-'))
const server = await startTestPostgres()
try {
  const url = new URL(server.url)
  const admin = new Client(url.href)
  await admin.connect()
  await admin.query('DROP DATABASE IF EXISTS talgud_to_keep WITH (FORCE)')
  await admin.query('CREATE DATABASE talgud_to_keep')
  await admin.end()
  url.pathname = '/talgud_to_keep'
  const owner = { url: url.href }
  const config = readConfig({
    TALGUD_DATA: folder,
    TALGUD_SECRET: 'the secret of a kept backup, known to everybody',
  })
  const app = await ensureRoles(owner, { secret: config.secret })
  await migrate(owner, { only: new Set(chosen.map(({ name }) => name)) })
  await prepareQueues(poolAddress(owner), queues)
  await loadDemoCluster(config, { owner, app, isEmbedded: false, stop: async () => {} }, console.log)
  const to = { path, key: 'a kept backup is no secret', now: new Date() }
  const { bytes } = await writeBackup(owner, folderStore(join(folder, 'files')), config, to)
  console.log(`${path}: ${bytes} bytes`)
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
