import { join } from 'node:path'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type Connection, openPool, poolAddress } from '#platform/db/pool.ts'
import { folderStore } from '#platform/files/store.ts'
import type { House } from '#platform/house.ts'
import { openQueue, setSender } from '#platform/jobs/queue.ts'
import { setSubscriptions } from '#platform/journal/subscriptions.ts'
import { openLog } from '#platform/log.ts'
import { subscriptions } from './subscriptions.ts'

export type OpenHouse = { house: House; close(): Promise<void> }

/** Opens what one process holds: connections, job queue, files, log. */
export async function openHouse(config: Config, app: Connection): Promise<OpenHouse> {
  const log = openLog(config.logLevel)
  const pool = openPool(app, log)
  const boss = openQueue(poolAddress(app), { works: false })
  boss.on('error', (error) => log.warn({ error: error.message }, 'job queue'))
  await boss.start()
  setSender(boss)
  setSubscriptions(subscriptions)
  return {
    house: { config, pool, log, clock: systemClock, files: folderStore(join(config.dataDir, 'files')) },
    async close() {
      setSender(undefined)
      await boss.stop({ graceful: true, timeout: 5_000 })
      await pool.end()
    },
  }
}
