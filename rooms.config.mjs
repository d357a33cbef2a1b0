/**
 * The import law. Each rule is named as the promise it keeps; its comment tells where the code belongs instead.
 * @type {import('dependency-cruiser').IConfiguration}
 */

const test = '\\.test\\.tsx?$'
// Tests, factories and the tools of tests may look anywhere.
const free = `(${test}|/factory\\.ts$|^src/platform/db/test-[a-z]+\\.ts$)`
const domain = '^src/domains/([^/]+)/'

// A domain may ask the shelves below its own, through `public.ts`.
const shelves = [
  ['vocabulary'],
  ['members'],
  ['partnerships', 'events', 'funding', 'opportunities', 'exchange', 'dues', 'admissions', 'votes'],
  ['joint-sales', 'working-groups', 'training', 'exhibitions', 'front-door', 'export-figures', 'feeds'],
  ['overview'],
]
const onShelf = (shelf) => `^src/domains/(${shelf.join('|')})/`

// What each file of a domain may import of its own domain; `public.ts` sits on top and may import all.
const ownFiles = {
  schema: ['schema'],
  rules: ['schema', 'rules'],
  policy: ['schema', 'rules', 'policy'],
  tables: ['schema', 'tables'],
  queries: ['schema', 'rules', 'policy', 'tables', 'queries'],
  commands: ['schema', 'rules', 'policy', 'tables', 'queries', 'commands'],
  routes: ['schema', 'queries', 'commands', 'routes'],
  jobs: ['schema', 'rules', 'queries', 'commands', 'jobs'],
}
// Each of these may be one file, and past 300 lines also a folder of the same name with one idea a file.
const fileOf = (name) => `${name}(\\.ts$|/[^/]+\\.ts$)`
const own = (from, name) => [`^src/domains/${from}/${fileOf(name)}`]

const ownFileRules = Object.entries(ownFiles).map(([file, allowed]) => ({
  name: `${file}-asks-only-its-neighbours-below`,
  comment: `${file}.ts may import ${allowed.length === 0 ? 'no other file' : allowed.join(', ')} of its domain. Move the line to the file that may, or pass the value in.`,
  severity: 'error',
  from: { path: own('([^/]+)', file), pathNot: free },
  to: {
    path: '^src/domains/$1/',
    pathNot: [...allowed.flatMap((name) => own('$1', name)), '/never$'],
  },
}))

const pureRooms = (file) => ({
  name: `${file}-runs-in-the-browser`,
  comment: `${file}.ts is shared with the pages: values, engines, zod and schema.ts only. What needs the server goes to queries.ts or commands.ts.`,
  severity: 'error',
  from: { path: `${domain}${fileOf(file)}` },
  to: {
    pathNot: [
      '^src/values/',
      file === 'rules' ? '^src/engines/' : '^src/values/',
      `^src/domains/$1/${fileOf('(schema|rules)')}`,
      '(^|/)node_modules/zod/',
    ],
  },
})

const shelfRules = shelves.flatMap((shelf, height) => {
  const below = shelves.slice(0, height).flat()
  return [
    {
      name: `shelf-${height}-leans-only-on-what-stands-below`,
      comment:
        'A domain may ask the shelves below it. Up or sideways: write a journal entry and let the other domain’s jobs.ts subscribe.',
      severity: 'error',
      from: { path: onShelf(shelf), pathNot: free },
      to: {
        path: domain,
        pathNot: [`^src/domains/$1/`, ...(below.length > 0 ? [onShelf(below)] : [])],
      },
    },
  ]
})

export default {
  forbidden: [
    {
      name: 'values-import-nothing',
      comment:
        'A value is bare data. What needs more belongs in an engine (pure) or in platform (with the world).',
      severity: 'error',
      from: { path: '^src/values/', pathNot: free },
      to: { pathNot: ['^src/values/'] },
    },
    {
      name: 'engines-know-only-values-and-themselves',
      comment: 'Hand the value in. What two engines share belongs in src/values.',
      severity: 'error',
      from: { path: '^src/engines/([^/]+)/', pathNot: free },
      to: { path: '^src/', pathNot: ['^src/values/', '^src/engines/$1/'] },
    },
    {
      name: 'engines-stay-pure',
      comment:
        'No files, network, clock or threads in an engine: let the caller in platform or server fetch and pass it.',
      severity: 'error',
      from: { path: '^src/(engines|values)/', pathNot: free },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'platform-knows-no-business',
      comment:
        'Platform serves any domain. What names members or tenders belongs in that domain; wiring belongs in src/server.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: free },
      to: { path: '^src/(domains|engines|server|web)/' },
    },
    ...ownFileRules,
    pureRooms('schema'),
    pureRooms('rules'),
    {
      name: 'policy-only-decides',
      comment:
        'A policy sees rules, schema, values and the types of identity. What it needs to know is handed in by the query or command.',
      severity: 'error',
      from: { path: `${domain}${fileOf('policy')}` },
      to: { path: '^src/(engines|platform|server|web)/', pathNot: ['^src/platform/identity/'] },
    },
    {
      name: 'routes-decide-nothing',
      comment:
        'A route validates, opens the transaction, calls and answers. Tables and policies are for queries.ts and commands.ts.',
      severity: 'error',
      from: { path: `${domain}${fileOf('routes')}` },
      to: { path: `/${fileOf('(tables|policy)')}` },
    },
    {
      name: 'domains-stay-out-of-server-and-web',
      comment:
        'Server and web sit on top of the domains. Offer the function in public.ts or routes.ts and let them call it.',
      severity: 'error',
      from: { path: domain, pathNot: free },
      to: { path: '^src/(server|web)/' },
    },
    {
      name: 'neighbours-talk-through-public',
      comment:
        'Across domains only public.ts (and tables.ts for a foreign key in tables.ts). Offer what you need there.',
      severity: 'error',
      from: { path: domain, pathNot: `(${free}|/${fileOf('tables')})` },
      to: { path: domain, pathNot: ['^src/domains/$1/', '^src/domains/[^/]+/public\\.ts$'] },
    },
    {
      name: 'tables-meet-only-for-foreign-keys',
      comment: 'tables.ts may import a neighbour’s tables.ts, nothing else of it.',
      severity: 'error',
      from: { path: `${domain}${fileOf('tables')}` },
      to: { path: domain, pathNot: ['^src/domains/$1/', `^src/domains/[^/]+/${fileOf('tables')}`] },
    },
    ...shelfRules,
    {
      name: 'every-domain-has-a-shelf',
      comment: 'Give the new domain its place in `shelves` of rooms.config.mjs: below all who will ask it.',
      severity: 'error',
      from: { path: domain, pathNot: onShelf(shelves.flat()) },
      to: {},
    },
    {
      name: 'domain-files-have-known-names',
      comment:
        'A domain holds schema, rules, policy, tables, queries, commands, routes, jobs (each may be a folder too), public, factory and tests. A reader must be able to guess where a line lives.',
      severity: 'error',
      from: {
        path: '^src/domains/',
        pathNot: `^src/domains/[^/]+/((public|factory)\\.ts|${fileOf('(schema|rules|policy|tables|queries|commands|routes|jobs)')}|[^/]+\\.test\\.ts)$`,
      },
      to: {},
    },
    {
      name: 'nothing-leans-on-the-server',
      comment: 'src/server mounts and starts the others. Shared code belongs in platform.',
      severity: 'error',
      from: { path: '^src/(values|engines|platform|domains|web)/', pathNot: free },
      to: { path: '^src/server/' },
    },
    {
      name: 'pages-keep-to-their-room',
      comment: 'Rooms of the web meet only in src/web/app. What two rooms share belongs in src/web/ui.',
      severity: 'error',
      from: { path: '^src/web/([^/]+)/', pathNot: `(^src/web/app/|${test})` },
      to: { path: '^src/web/', pathNot: ['^src/web/$1/', '^src/web/ui/'] },
    },
    {
      name: 'ui-knows-no-room',
      comment: 'The design system serves every room and knows none. Pass it in as a property.',
      severity: 'error',
      from: { path: '^src/web/ui/', pathNot: test },
      to: { path: '^src/(web/(?!ui/)|domains/)' },
    },
    {
      name: 'pages-take-only-what-runs-in-the-browser',
      comment:
        'The web imports values, engines, schema.ts and rules.ts; a routes.ts (or the actor type) only as `import type`. Everything else is asked over HTTP.',
      severity: 'error',
      from: { path: '^src/web/', pathNot: test },
      to: {
        path: '^src/(platform|domains|server)/',
        pathNot: [`/${fileOf('(schema|rules)')}`],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pages-borrow-types-from-routes-only',
      comment:
        'The typed client needs routes.ts as `import type`; a shape shared with the server belongs in schema.ts.',
      severity: 'error',
      from: { path: '^src/web/', pathNot: test },
      to: {
        path: '^src/(platform|domains|server)/',
        pathNot: [`/${fileOf('(schema|rules|routes)')}`],
        dependencyTypes: ['type-only'],
      },
    },
    {
      name: 'node-stays-behind-the-platform',
      comment:
        'Files, network and processes are reached through src/platform; Node’s own modules belong there, in server and in tools.',
      severity: 'error',
      from: { path: '^src/(values|engines|domains|web)/', pathNot: free },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea, or a third is missing between them.',
      severity: 'error',
      from: {},
      // A circle of types alone is gone once the code runs; a page loaded on demand may know the route that loads it.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    {
      name: 'every-import-leads-somewhere',
      comment: 'The file or package does not exist, or is not in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'the-app-runs-without-its-tools',
      comment: 'What the running app imports belongs in dependencies, not devDependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: free },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
