import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

// What the general rules do not know. Words that stand for a password in an example are let through.
const example = '(?:\\$|<|%|…|\\.\\.\\.|password|secret|plain|wrong)'
const patterns = [
  {
    what: 'a database address with its password',
    like: new RegExp(`postgres(?:ql)?://[^\\s:/@]+:(?!${example})[^\\s@/]+@`, 'i'),
  },
  {
    what: 'a mail server with its password',
    like: new RegExp(`smtps?://[^\\s:/@]+:(?!${example})[^\\s@/]+@`, 'i'),
  },
  { what: 'a Talgud secret', like: /TALGUD_SECRET\s*[=:]\s*['"]?[A-Za-z0-9_\-+/]{32,}/ },
  { what: 'a private key', like: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}/ },
]

const files = trackedFiles()
let found = 0
for (const file of files) {
  for (const [index, line] of readFileSync(resolve(root, file), 'utf8').split('\n').entries()) {
    const hit = patterns.find(({ like }) => like.test(line))
    if (!hit) continue
    found += 1
    console.error(`${file}:${index + 1} looks like ${hit.what}`)
  }
}

const secretlint = resolve(root, 'node_modules/secretlint/bin/secretlint.js')
const general = spawnSync(process.execPath, [secretlint, '--no-glob', ...files], {
  cwd: root,
  stdio: 'inherit',
})
console.log(`${files.length} files looked through`)
process.exitCode = found === 0 && general.status === 0 ? 0 : 1

function trackedFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  if (listed.status !== 0)
    throw new Error('The search for secrets needs the Git checkout, to know which files are kept.')
  const gone = spawnSync('git', ['ls-files', '-z', '--deleted'], {
    cwd: root,
    encoding: 'utf8',
  }).stdout.split('\0')
  // A lock file holds checksums that look like keys.
  return listed.stdout
    .split('\0')
    .filter((file) => file !== '' && file !== 'package-lock.json' && !gone.includes(file))
}
