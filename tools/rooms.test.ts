import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { afterEach, expect, test } from 'vitest'

const { default: law } = (await import(new URL('../rooms.config.mjs', import.meta.url).href)) as {
  default: { forbidden: object[]; options: object }
}
let house: string | undefined

afterEach(() => {
  if (house) rmSync(house, { recursive: true })
})

// Each row is one file that breaks one promise; what it imports exists.
test.each([
  ['values-import-nothing', 'src/values/money.ts', "import '#engines/matching/match.ts'"],
  [
    'engines-know-only-values-and-themselves',
    'src/engines/teaming/team.ts',
    "import '#engines/matching/match.ts'",
  ],
  ['engines-stay-pure', 'src/engines/teaming/team.ts', "import 'node:fs'"],
  ['platform-knows-no-business', 'src/platform/clock.ts', "import '#domains/members/public.ts'"],
  ['schema-asks-only-its-neighbours-below', 'src/domains/events/schema.ts', "import './rules.ts'"],
  ['queries-asks-only-its-neighbours-below', 'src/domains/events/queries.ts', "import './commands.ts'"],
  ['commands-asks-only-its-neighbours-below', 'src/domains/events/commands/open.ts', "import '../routes.ts'"],
  ['schema-asks-only-its-neighbours-below', 'src/domains/events/schema/seats.ts', "import '../rules.ts'"],
  ['routes-decide-nothing', 'src/domains/events/routes/seats.ts', "import '../tables.ts'"],
  ['domain-files-have-known-names', 'src/domains/events/helpers/seats.ts', "import '#values/bare.ts'"],
  ['rules-runs-in-the-browser', 'src/domains/events/rules/seats.ts', "import '#platform/log.ts'"],
  ['rules-runs-in-the-browser', 'src/domains/events/rules.ts', "import '#platform/log.ts'"],
  ['policy-only-decides', 'src/domains/events/policy.ts', "import '#platform/log.ts'"],
  ['routes-decide-nothing', 'src/domains/events/routes.ts', "import './tables.ts'"],
  ['domains-stay-out-of-server-and-web', 'src/domains/events/jobs.ts', "import '#server/main.ts'"],
  ['neighbours-talk-through-public', 'src/domains/events/queries.ts', "import '#domains/members/queries.ts'"],
  [
    'tables-meet-only-for-foreign-keys',
    'src/domains/events/tables.ts',
    "import '#domains/members/queries.ts'",
  ],
  [
    'shelf-1-leans-only-on-what-stands-below',
    'src/domains/members/queries.ts',
    "import '#domains/events/public.ts'",
  ],
  [
    'shelf-2-leans-only-on-what-stands-below',
    'src/domains/events/queries.ts',
    "import '#domains/funding/public.ts'",
  ],
  ['every-domain-has-a-shelf', 'src/domains/gardening/schema.ts', "import '#values/bare.ts'"],
  ['domain-files-have-known-names', 'src/domains/events/helpers.ts', "import '#values/bare.ts'"],
  ['nothing-leans-on-the-server', 'src/platform/clock.ts', "import '#server/main.ts'"],
  ['pages-keep-to-their-room', 'src/web/events/page.tsx', "import '#web/members/page.tsx'"],
  ['ui-knows-no-room', 'src/web/ui/button.tsx', "import '#web/members/page.tsx'"],
  [
    'pages-take-only-what-runs-in-the-browser',
    'src/web/events/page.tsx',
    "import '#domains/events/routes.ts'",
  ],
  [
    'pages-borrow-types-from-routes-only',
    'src/web/events/page.tsx',
    "import type { A } from '#domains/events/queries.ts'",
  ],
  ['node-stays-behind-the-platform', 'src/domains/events/queries.ts', "import 'node:fs'"],
  ['no-circles', 'src/platform/log.ts', "import '#platform/clock.ts'"],
  ['every-import-leads-somewhere', 'src/platform/log.ts', "import './gone.ts'"],
])('%s: %s may not say %s', async (promise, file, line) => {
  const broken = await brokenPromises({ [file]: line })

  expect(broken).toContain(promise)
})

test('a house that keeps every promise has nothing to answer for', async () => {
  const broken = await brokenPromises({
    'src/engines/matching/match.ts': "import '#values/bare.ts'",
    'src/domains/events/schema.ts': "import '#values/bare.ts'",
    'src/domains/events/rules.ts': "import './schema.ts'\nimport '#engines/matching/match.ts'",
    'src/domains/events/queries.ts':
      "import './tables.ts'\nimport '#platform/log.ts'\nimport '#domains/members/public.ts'",
    'src/domains/events/commands/open.ts': "import '../queries.ts'\nimport './close.ts'",
    'src/domains/events/tables.ts': "import '#domains/members/tables.ts'",
    'src/web/events/page.tsx':
      "import type { A } from '#domains/events/routes.ts'\nimport '#domains/events/schema.ts'\nimport '#web/ui/button.tsx'",
    'src/server/main.ts': "import 'node:fs'\nimport '#domains/events/routes.ts'",
  })

  expect(broken).toEqual([])
})

async function brokenPromises(files: Record<string, string>): Promise<string[]> {
  const made = mkdtempSync(join(tmpdir(), 'talgud-house-'))
  house = made
  const imports = Object.fromEntries(
    ['values', 'engines', 'platform', 'domains', 'server', 'web'].map((room) => [
      `#${room}/*`,
      `./src/${room}/*`,
    ]),
  )
  write(made, 'package.json', JSON.stringify({ name: 'house', type: 'module', imports }))
  for (const [path, text] of Object.entries({ ...furniture, ...files }))
    write(made, path, `${text}\nexport type A = 1\n`)

  const options = { ...law.options, ruleSet: law, validate: true, baseDir: made } as ICruiseOptions
  const { output } = (await cruise(['src'], options)) as { output: ICruiseResult }
  return [...new Set(output.summary.violations.map(({ rule }) => rule.name))].sort()
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const bare = Object.fromEntries(
  [
    'schema',
    'rules',
    'policy',
    'tables',
    'queries',
    'commands',
    'commands/close',
    'routes',
    'jobs',
    'public',
  ].flatMap((name) =>
    ['members', 'events', 'funding'].map((domain) => [`src/domains/${domain}/${name}.ts`, '']),
  ),
)
const furniture: Record<string, string> = {
  ...bare,
  'src/values/bare.ts': '',
  'src/engines/matching/match.ts': '',
  'src/platform/clock.ts': "import './log.ts'",
  'src/platform/log.ts': '',
  'src/server/main.ts': '',
  'src/web/members/page.tsx': '',
  'src/web/ui/button.tsx': '',
}
