// How long until Talgud answers: a first start on an empty folder, later starts, and a stop; and how much JavaScript a
// browser fetches before its first page. The pages are built beforehand, as in an installation.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { ensureWebBuilt } from '../tools/build-web.ts'
import { clientOf } from './kills/client.ts'
import { databaseProcesses, killAtOnce } from './kills/processes.ts'
import { type TalgudProcess, talgudIn } from './kills/talgud-process.ts'

type Start = { seconds: number; processor: number }

const pages = await ensureWebBuilt()
const first: Start[] = []
const later: Start[] = []
const stops: number[] = []
for (let round = 0; round < 3; round += 1) {
  const dataDir = mkdtempSync(join(tmpdir(), 'talgud-start-'))
  const talgud = await talgudIn(dataDir)
  try {
    first.push(await start(talgud))
    stops.push(await stop(talgud))
    later.push(await start(talgud))
    stops.push(await stop(talgud))
  } finally {
    for (const pid of databaseProcesses(dataDir)) killAtOnce(pid)
    rmSync(dataDir, { recursive: true, force: true })
  }
}
tell('first start, with the demo cluster loaded', first)
tell('later start to the first answer (goal < 5 s)', later)
console.log(`  ${'stop'.padEnd(46)} ${middle(stops).toFixed(1)} s`)
firstLoad(pages)

async function start(talgud: TalgudProcess): Promise<Start> {
  const began = performance.now()
  talgud.start()
  const client = clientOf(talgud.address, '')
  for (;;) {
    const sent = await client.send('GET', '/api/session/options')
    if (!('cut' in sent) && sent.status === 200) break
    if (talgud.endedByItself() || performance.now() - began > 300_000) throw new Error(talgud.said())
    await sleep(50)
  }
  return { seconds: (performance.now() - began) / 1_000, processor: talgud.processorSeconds() ?? Number.NaN }
}

async function stop(talgud: TalgudProcess): Promise<number> {
  const began = performance.now()
  if (!(await talgud.stop())) throw new Error(`It did not stop cleanly:\n${talgud.said()}`)
  return (performance.now() - began) / 1_000
}

function tell(what: string, starts: Start[]): void {
  const seconds = middle(starts.map((one) => one.seconds))
  const processor = middle(starts.map((one) => one.processor))
  console.log(`  ${what.padEnd(46)} ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of it processor time`)
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** The scripts that the page's own HTML names: its entry and what it loads ahead. */
function firstLoad(folder: string): void {
  const html = readFileSync(join(folder, 'page.html'), 'utf8')
  const scripts = new Set(
    [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].flatMap(([, path]) => path ?? []),
  )
  const sizes = [...scripts].map((path) => gzipSync(readFileSync(join(folder, path))).byteLength)
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000
  console.log(
    `  ${'JavaScript before the first page'.padEnd(46)} ${kilobytes.toFixed(0)} kB gzip in ${sizes.length} files (goal < 250)`,
  )
}
