// Lists of members: how long a large one takes from the file to the members and back, and how much memory.
import { setTimeout as sleep } from 'node:timers/promises'
import writeWorkbook from 'write-excel-file/node'
import { wantCommit } from '#domains/exchange/commands/commit-list.ts'
import { decideDoubtful } from '#domains/exchange/commands/decide.ts'
import { planList } from '#domains/exchange/commands/plan-list.ts'
import { stageList } from '#domains/exchange/commands/stage-list.ts'
import { wantUndo } from '#domains/exchange/commands/undo-list.ts'
import { workOff } from '#domains/exchange/jobs.ts'
import { readImport } from '#domains/exchange/queries/imports.ts'
import { readConfig } from '#platform/config.ts'
import { inTransaction, type Tx } from '#platform/db/transaction.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { openHouse } from '#server/house.ts'
import { openBigCluster } from './big-cluster.ts'

const rows = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 50_000)
const known = 500

const cluster = await openBigCluster(known)
const config = readConfig({ TALGUD_DATA: '/tmp/talgud-bench-lists', LOG_LEVEL: 'silent', PORT: '0' })
const { house, close } = await openHouse(config, cluster.app)
const { clusterId } = cluster
const actor = systemActor(clusterId)
const scope = { clusterId, accountId: '', role: 'system', companyId: null }
const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(house.pool, scope, work)
const now = () => house.clock.now()

const csv = new TextEncoder().encode(listOf(rows))
console.log(`${rows} rows, ${(csv.byteLength / 1e6).toFixed(1)} MB as CSV, ${known} companies known before`)
await journey('CSV', csv)
if (process.argv.includes('xlsx')) {
  const cells = new TextDecoder()
    .decode(csv)
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  await journey('XLSX', new Uint8Array(await writeWorkbook(cells).toBuffer()))
}
await close()
await cluster.stop()
process.exit(0)

async function journey(format: string, bytes: Uint8Array): Promise<void> {
  const importId = await measure(`${format}: read and staged`, () =>
    stageList(run, actor, now, { name: `list.${format}`, bytes, source: 'command-line', kind: null }),
  )
  const work = (task: 'check' | 'commit' | 'undo') =>
    workOff(house, { clusterId, importId, task, leaveChanged: false, accountId: null, role: 'system' })
  await run(async (tx) => {
    const { plan, version } = await readImport(tx, importId)
    await planList(tx, actor, now(), importId, version, plan)
  })
  await measure(`${format}: compared (preview)`, () => work('check'))
  const { outcomes } = await run((tx) => readImport(tx, importId))
  console.log(`  ${JSON.stringify(outcomes)}`)
  await run((tx) => decideDoubtful(tx, actor, now(), importId, 'new'))
  await work('check')
  await run(async (tx) => wantCommit(tx, actor, now(), importId, (await readImport(tx, importId)).version))
  await measure(`${format}: taken in one transaction`, () => work('commit'))
  const taken = await run((tx) => readImport(tx, importId))
  console.log(`  ${taken.status} ${JSON.stringify(taken.counts)} ${taken.refusal?.message ?? ''}`)
  await run((tx) => wantUndo(tx, actor, now(), importId, false))
  await measure(`${format}: taken back`, () => work('undo'))
  const back = await run((tx) => readImport(tx, importId))
  console.log(`  ${back.status} ${back.refusal?.message ?? ''}`)
}

/** Time, and the most memory of this process (threads included) and of this thread's own heap. */
async function measure<T>(what: string, work: () => Promise<T>): Promise<T> {
  let [rss, heap] = [0, 0]
  let isDone = false
  const watch = async () => {
    while (!isDone) {
      const used = process.memoryUsage()
      rss = Math.max(rss, used.rss)
      heap = Math.max(heap, used.heapUsed)
      await sleep(50)
    }
  }
  const watching = watch()
  const started = performance.now()
  const answer = await work()
  const seconds = (performance.now() - started) / 1_000
  isDone = true
  await watching
  const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`
  console.log(
    `${what.padEnd(32)} ${seconds.toFixed(1).padStart(6)} s  ${((seconds / rows) * 1_000_000).toFixed(0).padStart(5)} µs a row  ` +
      `peak ${mb(rss)} in all, ${mb(heap)} in the main thread`,
  )
  return answer
}

/** A list as a manager might have: every tenth row says again what an earlier one said. */
function listOf(size: number): string {
  const first = 'Põhja Lõuna Ida Lääne Kesk Uus Vana Suur Väike Must Valge Puna Sini Hall Kuld'.split(' ')
  const second = 'tuul kotkas sepp meri mets järv jõgi mägi org tamm kask mänd hunt rebane karu'.split(' ')
  const third = 'Robotics Marine Optics Energia Ehitus Metall Logistika Consulting Software Sensors'.split(
    ' ',
  )
  const lines = ['Nimi;Registrikood;Koduleht;Töötajate arv;Asutatud;Kontaktisik;E-post;Tutvustus']
  for (let at = 0; at < size; at++) {
    const of = at % 10 === 9 ? at - 5 : at
    const name = `${first[of % 15]}${second[Math.floor(of / 15) % 15]} ${third[Math.floor(of / 225) % 10]} ${code(of)} OÜ`
    lines.push(
      [
        name,
        registerCode(of),
        `www.firma${of}.example`,
        of % 300,
        1950 + (of % 70),
        `Isik ${code(of)} Perenimi`,
        `isik${of}@firma${of}.example`,
        `Tutvustus number ${at} mõne sõnaga sellest, mida tehakse.`,
      ].join(';'),
    )
  }
  return lines.join('\n')
}

function code(number: number): string {
  return number.toString(36).padStart(4, 'x')
}

/** Valid check digits, so that nothing is refused for them. */
function registerCode(number: number): string {
  const digits = String(1_000_000 + number)
  const rest = (from: number) =>
    [...digits].reduce((sum, digit, at) => sum + Number(digit) * (from + at), 0) % 11
  const once = rest(1)
  return digits + String(once < 10 ? once : rest(3) % 10)
}
