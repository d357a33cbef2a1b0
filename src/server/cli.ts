import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '#platform/config.ts'
import { addCluster, keepCodeLists } from './cli/cluster.ts'
import { importCodeLists } from './cli/code-lists.ts'
import { addCompanyAdmin } from './cli/company-admin.ts'
import { importNoticeFiles } from './cli/notices.ts'
import { fetchTenders } from './cli/tenders.ts'
import { verifyJournals } from './cli/verify-journal.ts'
import { openHouse } from './house.ts'
import { joinDatabase } from './open-database.ts'

const names = [
  'import notices',
  'import code-lists',
  'fetch tenders',
  'cluster add',
  'company-admin add',
  'cluster keep-code-lists',
  'cluster leave-code-lists',
  'verify-journal',
] as const

const usage = `talgud – the command line of Talgud

  talgud import notices <file, folder, zip or tar.gz> …   [--cluster SLUG] [--json]
      Imports eForms and TED notices. --json prints one JSON line a file.
  talgud import code-lists <file> …
      Imports official code lists: Genericode, CSV, TSV or JSON; .gz is unpacked.
  talgud fetch tenders   [--cluster SLUG]
      Fetches from TED what the cluster's tender feed is set to, or goes on where it was cut off.
  talgud cluster add --slug SLUG --name NAME --country EE --email MANAGER --manager NAME
      Makes a cluster with its first manager, and prints the link to set a password.
  talgud company-admin add --company NAME --email EMAIL --name NAME   [--cluster SLUG]
      Makes somebody a company's admin, for a company whose own admins are all gone.
  talgud cluster keep-code-lists | leave-code-lists   --cluster SLUG
      Lets a cluster's staff load code lists from their page, or no longer. Every cluster reads what they load;
      the first cluster of an installation may from the start.
  talgud verify-journal   [--cluster SLUG]
      Walks the hash chain of every journal and says whether anything was changed.

Settings come from the environment (docs/operations.md). Beside a running Talgud the command uses its database.`

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const isWords = error instanceof ConfigError || (error instanceof Error && /[.!]$/.test(error.message))
  console.error(isWords ? (error as Error).message : error)
  process.exitCode = 1
}
process.exit()

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      cluster: { type: 'string' },
      slug: { type: 'string' },
      name: { type: 'string' },
      country: { type: 'string' },
      email: { type: 'string' },
      manager: { type: 'string' },
      company: { type: 'string' },
    },
  })
  const command = commandOf(positionals)
  if (values.help || command === undefined) {
    console.log(usage)
    return values.help ? 0 : 2
  }

  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const database = await joinDatabase(config, (line) => console.error(line))
  const { house, close } = await openHouse(config, database.app)
  try {
    switch (command.name) {
      case 'import notices':
        return await importNoticeFiles(house, command.rest, {
          slug: values.cluster,
          json: values.json ?? false,
        })
      case 'import code-lists':
        return await importCodeLists(database.owner, command.rest)
      case 'fetch tenders':
        return await fetchTenders(house, values.cluster)
      case 'cluster add':
        return await addCluster(house, database.owner, values)
      case 'cluster keep-code-lists':
        return await keepCodeLists(house, database.owner, values.cluster, true)
      case 'cluster leave-code-lists':
        return await keepCodeLists(house, database.owner, values.cluster, false)
      case 'company-admin add':
        return await addCompanyAdmin(house, values)
      case 'verify-journal':
        return await verifyJournals(house, values.cluster)
    }
  } finally {
    await close()
    await database.stop()
  }
}

function commandOf(words: string[]): { name: (typeof names)[number]; rest: string[] } | undefined {
  const text = words.join(' ')
  const name = names.find((one) => text === one || text.startsWith(`${one} `))
  return name && { name, rest: words.slice(name.split(' ').length) }
}
