import { parseArgs } from 'node:util'
import { ConfigError } from '#platform/config.ts'
import { commands } from './cli/commands.ts'

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
      yes: { type: 'boolean' },
      check: { type: 'boolean' },
      cluster: { type: 'string' },
      slug: { type: 'string' },
      name: { type: 'string' },
      country: { type: 'string' },
      email: { type: 'string' },
      manager: { type: 'string' },
      'dry-run': { type: 'boolean' },
      kind: { type: 'string' },
      doubtful: { type: 'string' },
      language: { type: 'string' },
      company: { type: 'string' },
      key: { type: 'string' },
      keep: { type: 'string' },
      erasures: { type: 'string' },
    },
  })
  const typed = positionals.join(' ')
  const command = commands.find(({ name }) => typed === name || typed.startsWith(`${name} `))
  if (!command) {
    console.log(usage())
    return values.help ? 0 : 2
  }
  if (values.help) {
    console.log(`  talgud ${command.name} ${command.takes}\n      ${command.help}`)
    return 0
  }
  return command.run({ rest: positionals.slice(command.name.split(' ').length), values })
}

function usage(): string {
  const lines = commands.map(({ name, takes, help }) => `  talgud ${name} ${takes}\n      ${help}`)
  return `talgud – the command line of Talgud

${lines.join('\n')}

Settings come from the environment (docs/operations.md). Beside a running Talgud a command uses its database.
Each command answers --help. The exit code is 0 when all went well, 1 when not, 2 for a command that does not exist.`
}
