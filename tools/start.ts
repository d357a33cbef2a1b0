import { ConfigError, readConfig } from '#platform/config.ts'
import { demoPassword } from '#platform/identity/demo.ts'
import { startTalgud } from '#server/main.ts'
import { openDatabase } from '#server/open-database.ts'
import { seedInstallation } from '#server/seed.ts'
import { ensureWebBuilt } from './build-web.ts'
import { loadDemoCluster } from './demo/load.ts'

const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s`
const say = (line: string) => console.log(`${seconds()}  ${line}`)

try {
  await start()
} catch (error) {
  // A sentence for whoever started it; the stack only for faults of our own.
  const isOurs = !(error instanceof ConfigError) && !(error instanceof Error && /[.!]$/.test(error.message))
  console.error(isOurs ? error : `\nTalgud did not start. ${(error as Error).message}`)
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig(process.env)
  // The pages are built beside the database's start: on a fresh machine both take seconds.
  const built = ensureWebBuilt(say)
  built.catch(() => {})
  const database = await openDatabase(config, say)
  let running: Awaited<ReturnType<typeof startTalgud>> | undefined
  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    say(`${signal}: finishing what is running, then stopping the database`)
    await running?.stop()
    await database.stop()
    say('stopped cleanly')
    process.exit(0)
  }
  process.on('SIGINT', () => void stop('interrupted'))
  process.on('SIGTERM', () => void stop('asked to stop'))

  try {
    await seedInstallation(database.owner, say)
    const isDemo = config.mode === 'demo'
    if (isDemo) await loadDemoCluster(config, database, say)
    await built
    running = await startTalgud(config, database)
    say('ready')
    console.log(welcome(`${config.publicUrl.replace(/:\d+$/, '')}:${running.port}`, isDemo))
  } catch (error) {
    await running?.stop()
    await database.stop()
    throw error
  }
}

function welcome(address: string, isDemo: boolean): string {
  if (!isDemo) return `\n  Talgud is running at ${address}\n`
  return `
  Talgud is running at  ${address}

  This is a demo: an invented cluster of eleven invented companies. Sign in as
    kadri.tulemae@pohjatuli.example   the cluster manager
    liis.kaarnapuu@kaarnatiib.example a company’s admin
    (the sign-in page lists everybody; the password is always  ${demoPassword})

  What to try first
    1. As the manager, open Notices: tenders, each with the members that fit best.
    2. Open a notice: who fits, and why.
    3. Import your own notices (eForms or TED XML, zip, tar.gz) under Import.
    4. As the company’s admin, open “For us” and answer a notice.

  Ctrl-C stops it and leaves a clean database.
`
}
