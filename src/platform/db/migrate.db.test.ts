import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, escapeIdentifier } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate, prepareDatabase, readMigrations } from './migrate.ts'
import { type Connection, poolAddress } from './pool.ts'
import { appRole, ensureRoles } from './roles.ts'
import { emptyTestDatabase } from './test-database.ts'

const secret = 'a secret for these tests, 32 characters or more'
let owner: Connection
let drop: () => Promise<void>
let folder: string

beforeEach(async () => {
  const empty = await emptyTestDatabase('migrate')
  owner = empty.owner
  drop = empty.drop
  folder = mkdtempSync(join(tmpdir(), 'talgud migrations '))
})

afterEach(async () => {
  await drop()
  rmSync(folder, { recursive: true })
})

describe('migrate', () => {
  test('applies every file once, in the order of its number', async () => {
    writeFileSync(join(folder, '0002_second.sql'), 'INSERT INTO step VALUES (2)')
    writeFileSync(
      join(folder, '0001_first.sql'),
      'CREATE TABLE step (number int); INSERT INTO step VALUES (1)',
    )

    const first = await migrate(owner, { folder })
    const again = await migrate(owner, { folder })

    expect(first).toEqual(['0001_first.sql', '0002_second.sql'])
    expect(again).toEqual([])
    expect(await rows(owner, 'SELECT number FROM step')).toEqual([{ number: 1 }, { number: 2 }])
  })

  test('lets four start at once, and one of them applies each file', async () => {
    const several = await Promise.all([1, 2, 3, 4].map(() => prepareDatabase(owner, { secret })))
    const applied = await rows(owner, 'SELECT name FROM schema_migration ORDER BY name')

    expect(several).toEqual([several[0], several[0], several[0], several[0]])
    expect(applied).toEqual(readMigrations().map(({ name }) => ({ name })))
  })

  test('refuses a file that changed after it was applied', async () => {
    writeFileSync(join(folder, '0001_first.sql'), 'SELECT 1')
    await migrate(owner, { folder })
    writeFileSync(join(folder, '0001_first.sql'), 'SELECT 2')

    await expect(migrate(owner, { folder })).rejects.toThrow(
      '0001_first.sql was changed after it was applied',
    )
  })

  test('refuses a database that is ahead of this version', async () => {
    writeFileSync(join(folder, '0001_first.sql'), 'SELECT 1')
    await migrate(owner, { folder })
    rmSync(join(folder, '0001_first.sql'))

    await expect(migrate(owner, { folder })).rejects.toThrow(
      '0001_first.sql, which this version does not know',
    )
  })

  test('refuses a file whose place in the order has passed', async () => {
    writeFileSync(join(folder, '0002_second.sql'), 'SELECT 1')
    await migrate(owner, { folder })
    writeFileSync(join(folder, '0001_first.sql'), 'SELECT 1')

    await expect(migrate(owner, { folder })).rejects.toThrow('0001_first.sql comes before 0002_second.sql')
  })

  test('leaves nothing of a file that fails halfway, and names its line', async () => {
    writeFileSync(join(folder, '0001_first.sql'), 'CREATE TABLE half (id int);\nSELECT nothing_of_that_name;')

    await expect(migrate(owner, { folder })).rejects.toThrow(/0001_first\.sql failed: .* \(line 2\)/)
    expect(await rows(owner, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }])
  })
})

describe('ensureRoles', () => {
  test('makes a login that owns nothing and cannot bypass row security', async () => {
    const app = await ensureRoles(owner, { secret })

    const [login] = await rows(
      app,
      `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, pg_has_role('${appRole}', 'USAGE') AS member
       FROM pg_roles WHERE rolname = current_user`,
    )
    expect(login).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      member: true,
    })
    await expect(rows(app, 'CREATE TABLE public.mine (id int)')).rejects.toThrow('permission denied')
  })

  test('gives the login a new password when the secret changes', async () => {
    const before = await ensureRoles(owner, { secret })
    const after = await ensureRoles(owner, { secret: `${secret}, changed` })

    await expect(rows(before, 'SELECT 1')).rejects.toThrow('password authentication failed')
    expect(await rows(after, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test("refuses an operator's login with the owner's rights", async () => {
    const url = 'url' in owner ? owner.url : ''

    await expect(ensureRoles(owner, { secret, appUrl: url })).rejects.toThrow('may bypass row security')
  })

  test('works for an owner that is no superuser but may create roles', async () => {
    const own = await plainOwner(owner)

    const app = await prepareDatabase(own, { secret })

    expect(
      await rows(app, "SELECT count(*)::int AS configurations FROM pg_ts_config WHERE cfgname = 'talgud'"),
    ).toEqual([{ configurations: 1 }])
  })
})

test('the search finds a word with or without its accents', async () => {
  const app = await prepareDatabase(owner, { secret })

  const [found] = await rows(
    app,
    `SELECT to_tsvector('talgud', 'Töötukassa hange') @@ plainto_tsquery('talgud', 'tootukassa') AS without,
            to_tsvector('talgud', 'Töötukassa hange') @@ plainto_tsquery('talgud', 'Töötukassa') AS with`,
  )

  expect(found).toEqual({ without: true, with: true })
})

/** Hands the database to a fresh role with CREATEROLE, as an operator's server would. */
async function plainOwner(superuser: Connection): Promise<Connection> {
  const url = new URL('url' in superuser ? superuser.url : '')
  const database = url.pathname.slice(1)
  const role = `${database}_owner`
  await rows(superuser, `DROP ROLE IF EXISTS ${escapeIdentifier(role)}`)
  await rows(superuser, `CREATE ROLE ${escapeIdentifier(role)} LOGIN CREATEROLE PASSWORD 'plain'`)
  await rows(superuser, `ALTER DATABASE ${escapeIdentifier(database)} OWNER TO ${escapeIdentifier(role)}`)
  // On a server shared with others the group exists already and was made by somebody else.
  await rows(superuser, `GRANT ${appRole} TO ${escapeIdentifier(role)} WITH ADMIN OPTION`)
  url.username = role
  url.password = 'plain'
  return { url: url.href }
}

async function rows(connection: Connection, sql: string): Promise<unknown[]> {
  const client = new Client(poolAddress(connection))
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
