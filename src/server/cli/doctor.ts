import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import { Client } from 'pg'
import { type Config, ConfigError } from '#platform/config.ts'
import { readMigrations } from '#platform/db/migrate.ts'
import { type Connection, poolAddress } from '#platform/db/pool.ts'
import { appConnection, refuseUnheldLogin } from '#platform/db/roles.ts'
import { modeOfFolder } from '../mode.ts'
import { joinServer, refuseUnsafeServer } from '../open-database.ts'
import { type Options, quietConfig } from './command.ts'

/** `look` is worth a look, `bad` must be put right; `advice` says how. */
type Finding = { state: 'ok' | 'look' | 'bad'; says: string; advice?: string }
type Check = { name: string; run(): Promise<Finding> }

const ok = (says: string): Finding => ({ state: 'ok', says })
const look = (says: string, advice: string): Finding => ({ state: 'look', says, advice })
const bad = (says: string, advice?: string): Finding => ({
  state: 'bad',
  says,
  ...(advice ? { advice } : {}),
})

/** Looks the installation over without changing it. Exit code 1 when something must be put right. */
export async function examine(values: Options): Promise<number> {
  const findings: ({ check: string } & Finding)[] = []
  const note = (check: string, finding: Finding) => {
    findings.push({ check, ...finding })
    if (values.json) return
    const sign = { ok: 'OK  ', look: 'LOOK', bad: 'BAD ' }[finding.state]
    console.log(`${sign}  ${check}: ${finding.says}`)
    if (finding.advice) console.log(`      ${finding.advice}`)
  }
  await examineAll(note)
  const isWell = findings.every(({ state }) => state !== 'bad')
  if (values.json) console.log(JSON.stringify({ isWell, findings }))
  else console.log(isWell ? 'Nothing must be put right.' : 'Put right what is marked BAD.')
  return isWell ? 0 : 1
}

async function examineAll(note: (check: string, finding: Finding) => void): Promise<void> {
  let config: Config
  try {
    config = quietConfig()
    note('settings', ok(`complete for ${config.mode}`))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    note(
      'settings',
      bad(error.message, 'Set it where Talgud is started; docs/operations.md lists all settings.'),
    )
    return
  }
  for (const check of localChecks(config)) note(check.name, await outcomeOf(check))

  let server: Awaited<ReturnType<typeof joinServer>>
  try {
    server = await joinServer(config, () => {})
  } catch (error) {
    note('database', bad(wordsOf(error), 'Put this right first; the rest cannot be looked at.'))
    return
  }
  const client = new Client({ ...poolAddress(server.owner), connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    for (const check of databaseChecks(config, server.owner, client)) note(check.name, await outcomeOf(check))
  } catch (error) {
    note('database', bad(wordsOf(error), 'Is the server running, and is DATABASE_URL right?'))
  } finally {
    await client.end().catch(() => {})
    await server.stop()
  }
}

function localChecks(config: Config): Check[] {
  return [
    {
      name: 'data folder',
      async run() {
        mkdirSync(config.dataDir, { recursive: true })
        accessSync(config.dataDir, constants.W_OK)
        const { bavail, bsize, blocks } = statfsSync(config.dataDir)
        const free = bavail * bsize
        const says = `${config.dataDir}, ${gigabytes(free)} GB free`
        if (free < 0.5e9) return bad(says, 'Make room: Talgud stops writing when the disk is full.')
        return free < 2e9 || bavail < blocks / 20 ? look(says, 'Make room before it is full.') : ok(says)
      },
    },
    { name: 'mail', run: () => examineMail(config) },
  ]
}

async function examineMail(config: Config): Promise<Finding> {
  if (!config.smtpUrl) {
    const says = 'no mail server: every mail waits on the mail page'
    return config.mode === 'production'
      ? bad(says, 'Set SMTP_URL and MAIL_FROM; people wait for links.')
      : ok(says)
  }
  const transport = createTransport({ url: config.smtpUrl, connectionTimeout: 5_000, greetingTimeout: 5_000 })
  try {
    await transport.verify()
  } catch {
    return bad('the mail server does not take us', 'Check SMTP_URL: address, port, name and password.')
  } finally {
    transport.close()
  }
  if (config.mode === 'staging' && config.mailAllow.length === 0)
    return look('staging writes to nobody', 'Name in MAIL_ALLOW whom it may write to.')
  return config.mailFrom.endsWith('@localhost>')
    ? bad('mails come from nowhere', 'Set MAIL_FROM to an address of your own domain.')
    : ok('the mail server answers')
}

function databaseChecks(config: Config, owner: Connection, client: Client): Check[] {
  const numberOf = async (sql: string): Promise<number> => {
    const { rows } = await client.query<{ n: number }>(sql)
    return Number(rows[0]?.n ?? 0)
  }
  return [
    {
      name: 'database version',
      async run() {
        const version = await numberOf("SELECT current_setting('server_version_num')::int AS n")
        const says = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`
        return version < 150_000 ? bad(says, 'Talgud needs PostgreSQL 15 or newer.') : ok(says)
      },
    },
    {
      name: 'clock',
      async run() {
        const before = Date.now()
        const there = await numberOf('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS n')
        const apart = Math.abs(there - (before + Date.now()) / 2) / 1000
        const says = `database and program are ${apart.toFixed(1)} s apart`
        const advice = 'Switch on time synchronisation (NTP) on both machines; deadlines depend on it.'
        return apart > 30 ? bad(says, advice) : apart > 2 ? look(says, advice) : ok(says)
      },
    },
    {
      name: 'safety of writes',
      async run() {
        await refuseUnsafeServer(owner)
        return ok('what is acknowledged is on the disk')
      },
    },
    {
      name: 'tables',
      async run() {
        const { rows: history } = await client.query<{ known: boolean }>(
          "SELECT to_regclass('schema_migration') IS NOT NULL AS known",
        )
        if (!history[0]?.known) return look('none yet', 'Start Talgud once, or restore a backup.')
        const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migration')
        const done = new Set(rows.map(({ name }) => name))
        const waiting = readMigrations().filter(({ name }) => !done.has(name))
        return waiting.length === 0
          ? ok('up to date')
          : look(
              `${waiting.length} steps behind this version`,
              'Back up, then run talgud migrate or start Talgud.',
            )
      },
    },
    {
      name: 'mode',
      async run() {
        const { rows } = await client.query<{ mode: string | null }>('SELECT mode FROM installation')
        const others = [rows[0]?.mode, modeOfFolder(config.dataDir)].filter(
          (mode) => mode && mode !== config.mode,
        )
        return others.length === 0
          ? ok(config.mode)
          : bad(
              `TALGUD_MODE says ${config.mode}, the data says ${others[0]}`,
              `Start with TALGUD_MODE=${others[0]}.`,
            )
      },
    },
    {
      name: 'the app’s login',
      async run() {
        await refuseUnheldLogin(
          client,
          appConnection(owner, { secret: config.secret, appUrl: config.databaseAppUrl }),
        )
        return ok('held by row security')
      },
    },
    {
      name: 'row security',
      async run() {
        const { rows } = await client.query<{ name: string }>(
          `SELECT relname AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
             AND NOT (relrowsecurity AND relforcerowsecurity)
             AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'cluster_id')`,
        )
        return rows.length === 0
          ? ok('forced on every table of a cluster')
          : bad(
              `off on ${rows.map(({ name }) => name).join(', ')}`,
              'Somebody switched it off: restore it from a backup of the tables.',
            )
      },
    },
    {
      name: 'jobs',
      async run() {
        const late = await numberOf(
          `SELECT count(*) AS n FROM pgboss.job WHERE state IN ('created', 'retry')
             AND start_after < now() - interval '10 minutes' AND name NOT LIKE '%.dead'`,
        )
        const dead = await numberOf(
          "SELECT count(*) AS n FROM pgboss.job WHERE name LIKE '%.dead' AND state IN ('created', 'retry')",
        )
        if (late > 0)
          return bad(
            `${late} wait for more than ten minutes`,
            'Is a process running with TALGUD_WORKS both or worker?',
          )
        return dead > 0
          ? look(
              `${dead} were given up`,
              'The log names each (“job failed”); what they stand for may need doing by hand.',
            )
          : ok('none waits, none was given up')
      },
    },
    {
      name: 'last backup',
      async run() {
        const hours = await numberOf(
          'SELECT coalesce(extract(epoch FROM now() - last_backup_at) / 3600, -1) AS n FROM installation',
        )
        const advice = 'npx talgud backup FOLDER; docs/operations.md tells how to have it done every night.'
        const problem = config.mode === 'production' ? bad : look
        if (hours < 0) return problem('none was ever made', advice)
        const says = hours < 1 ? 'less than an hour old' : `${Math.floor(hours)} hours old`
        return hours > 26 ? problem(says, advice) : ok(says)
      },
    },
  ]
}

async function outcomeOf(check: Check): Promise<Finding> {
  try {
    return await check.run()
  } catch (error) {
    return bad(wordsOf(error))
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1)
}
