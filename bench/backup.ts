// G18, the drill: back half a million rows up while people work, lose the database, restore elsewhere, prove it.
// `npm run bench backup -- [rows]`
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateX25519Identity } from 'age-encryption'
import { Client } from 'pg'
import { openBigCluster } from './big-cluster.ts'
import { writeJournal } from './long-journal.ts'

const secret = 'bench-secret-of-thirty-two-characters'
const wanted = Number(process.argv[2] ?? 500_000)
const folder = mkdtempSync(join(tmpdir(), 'talgud-drill-'))
const key = await generateX25519Identity()
const cluster = await openBigCluster(200, 1)
const source = String((cluster.owner.options as { connectionString?: string }).connectionString)
try {
  await fill()
  const file = join(folder, 'drill.backup')
  const writer = keepWriting()
  const backup = await talgud(source, 'backup', file, '--json')
  const written = await writer.stop()
  const report = JSON.parse(backup.out)
  say(
    'backup',
    backup,
    `${report.rows} rows, ${(statSync(file).size / 1e6).toFixed(1)} MB sealed, ${written} writes meanwhile`,
  )

  const check = await talgud(source, 'restore', file, '--check')
  say('check of the file', check, check.out.trim())

  const target = new URL(source)
  target.pathname += '_restored'
  await admin(`CREATE DATABASE ${target.pathname.slice(1)}`)
  const restore = await talgud(target.href, 'restore', file, '--json')
  const restored = JSON.parse(restore.out)
  say(
    'restore, with all proofs',
    restore,
    `${restored.rows} rows the same, ${restored.entries} journal entries lead to the head`,
  )
  const journal = await talgud(target.href, 'verify-journal')
  say('verify-journal after', journal, journal.out.trim().split('\n').at(-1) ?? '')
  await admin(`DROP DATABASE ${target.pathname.slice(1)} WITH (FORCE)`)
} finally {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

type Run = { out: string; seconds: number; peak: number }

function say(what: string, { seconds, peak }: Run, words: string): void {
  const memory = peak > 0 ? `${Math.round(peak / 1024)} MB at most` : 'memory unknown'
  console.log(`${what.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s  ${memory}  ${words}`)
}

/** A third of the rows in the journal, its payloads another third, and the rest people with their contact data. */
async function fill(): Promise<void> {
  const third = Math.floor(wanted / 3)
  await cluster.owner.query(
    `INSERT INTO person (cluster_id, id, company_id, name, job_title, email, phone, roles)
     SELECT c.cluster_id, gen_random_uuid(), c.id, 'Person ' || n, 'Engineer ' || md5(n::text),
       'person' || n || '@company.example', '+372 5' || n, ARRAY['sales']
     FROM generate_series(1, $1) n JOIN LATERAL (SELECT cluster_id, id FROM company ORDER BY id OFFSET n % 200 LIMIT 1) c ON true`,
    [third],
  )
  const { rows } = await cluster.owner.query<{ id: string }>(
    "INSERT INTO cluster (id, slug, name, country) VALUES (gen_random_uuid(), 'drill', 'Drill', 'EE') RETURNING id",
  )
  await writeJournal(cluster.owner, rows[0]?.id ?? '', third)
}

/** Somebody who goes on working: what they do after the backup's moment must not be in it by half. */
function keepWriting(): { stop(): Promise<number> } {
  let isDone = false
  let count = 0
  const writing = (async () => {
    while (!isDone) {
      count += 1
      await cluster.owner.query(
        "UPDATE person SET job_title = $1, version = version + 1 WHERE name = 'Person 1'",
        [`Writer ${count}`],
      )
    }
  })()
  return {
    async stop() {
      isDone = true
      await writing
      return count
    },
  }
}

async function admin(sql: string): Promise<void> {
  const client = new Client(source)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

async function talgud(databaseUrl: string, ...args: string[]): Promise<Run> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    TALGUD_DATA: join(folder, args[0] === 'backup' ? 'first' : 'second'),
    TALGUD_SECRET: secret,
    TALGUD_BACKUP_KEY: key,
  }
  const began = performance.now()
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../src/server/cli.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid))
  }, 50)
  const code = await new Promise((done) => child.once('exit', done))
  clearInterval(watch)
  if (code !== 0) throw new Error(`talgud ${args.join(' ')} ended with ${code}.`)
  return { out, seconds: (performance.now() - began) / 1000, peak }
}

/** The most memory the process ever held, in kilobytes; 0 where the system does not say. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
