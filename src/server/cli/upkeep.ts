import { inEveryCluster } from '#platform/jobs/clusters.ts'
import { record } from '#platform/journal/journal.ts'
import { openHouse } from '../house.ts'
import { changeMode } from '../mode.ts'
import { joinDatabase, joinServer } from '../open-database.ts'
import { quietConfig } from './command.ts'

const say = (line: string) => console.error(line)

/** Brings the tables up to this version and says what was done. */
export async function bringUpToDate(): Promise<number> {
  let steps = 0
  const database = await joinDatabase(quietConfig(), (line) => {
    if (line.startsWith('migrated ')) steps += 1
    console.log(line)
  })
  await database.stop()
  console.log(
    steps === 0 ? 'The tables are up to date already.' : `The tables are up to date: ${steps} steps.`,
  )
  return 0
}

/** Changes what the installation is, and notes it in every cluster's journal. */
export async function setMode([wanted]: string[]): Promise<number> {
  const mode = (['demo', 'staging', 'production'] as const).find((one) => one === wanted)
  if (!mode) throw new Error('Say which: staging or production.')
  const config = quietConfig()
  const server = await joinServer(config, say)
  try {
    await changeMode(config, server.owner, mode)
  } finally {
    await server.stop()
  }
  const settled = { ...config, mode }
  const database = await joinDatabase(settled, say)
  const { house, close } = await openHouse(settled, database.app)
  try {
    await inEveryCluster(house, async (tx, actor) => {
      const about = { objectKind: 'cluster', objectId: actor.clusterId, payload: { title: mode } }
      await record(tx, actor, house.clock.now(), { action: 'platform/mode-changed', ...about })
    })
  } finally {
    await close()
    await database.stop()
  }
  console.log(`This installation is now ${mode}. Start it with TALGUD_MODE=${mode}.`)
  return 0
}
