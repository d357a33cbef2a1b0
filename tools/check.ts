import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const steps = [
  {
    promise: 'types of the server side hold',
    run: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  },
  { promise: 'types of the pages hold', run: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json'] },
  {
    promise: 'format and habits are kept',
    run: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  },
  {
    promise: 'every import keeps the law of the house',
    run: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      'rooms.config.mjs',
      '--output-type',
      'err-long',
      'src',
    ],
  },
  { promise: 'nothing lies around unused', run: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { promise: 'every licence is on the list', run: ['tools/licences.ts'] },
  { promise: 'no secret is in the files', run: ['tools/secrets.ts'] },
]

const outcomes: string[] = []
let failed = 0
for (const { promise, run } of steps) {
  console.log(`\n— ${promise}?`)
  const started = performance.now()
  const kept = await passes(run)
  if (!kept) failed += 1
  const line = `${kept ? 'yes' : 'NO '}  ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${promise}`
  outcomes.push(line)
  console.log(line)
}
console.log(`\n${outcomes.join('\n')}\n${steps.length - failed} of ${steps.length} checks passed`)
process.exitCode = failed === 0 ? 0 : 1

function passes([script = '', ...args]: string[]): Promise<boolean> {
  const { promise, resolve: answer } = Promise.withResolvers<boolean>()
  const child = spawn(process.execPath, [resolve(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  child.on('error', () => answer(false))
  child.on('exit', (code) => answer(code === 0))
  return promise
}
