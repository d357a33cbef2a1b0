import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { debianInstall } from './debian.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const macPlace = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The browser the page tests drive; installed where we may, else a sentence says how. */
export function ensureChromium(onProgress: (line: string) => void): string {
  const found = findChromium()
  if (found) return found

  onProgress('installing Chromium for the page tests')
  debianInstall('chromium')
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'The page tests need Chromium. Install it (on Debian: apt-get install chromium), ' +
      'or set CHROMIUM_PATH to the program.',
  )
}

function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const inPath = spawnSync('sh', ['-c', 'command -v chromium chromium-browser google-chrome'], {
    encoding: 'utf8',
  })
  return [...places, macPlace, ...inPath.stdout.split('\n')].find(
    (place) => place !== '' && existsSync(place),
  )
}
