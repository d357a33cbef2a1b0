import { join } from 'node:path'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type Connection, openPool, poolAddress, throughPooler } from '#platform/db/pool.ts'
import { type FileStore, folderStore } from '#platform/files/store.ts'
import type { House } from '#platform/house.ts'
import { openQueue, setSender } from '#platform/jobs/queue.ts'
import { startWorkers } from '#platform/jobs/worker.ts'
import { setSubscriptions } from '#platform/journal/subscriptions.ts'
import { openLog } from '#platform/log.ts'
import { setUnsubscribers } from '#platform/mail/unsubscribe.ts'
import { setNotificationKinds } from '#platform/notifications/kinds.ts'
import { domainWorks, notificationKinds, subscriptions, timers, unsubscribers } from './subscriptions.ts'

export type OpenHouse = {
  house: House
  /** Begins to work off jobs in this process; `close` lets running ones end. */
  work(): Promise<void>
  close(): Promise<void>
}

/** Opens what one process holds: connections, job queue, files, log. */
export async function openHouse(config: Config, app: Connection): Promise<OpenHouse> {
  const log = openLog(config.logLevel)
  const { databasePoolUrl, databasePrepares } = config
  const pooled = databasePoolUrl === undefined ? app : throughPooler(app, databasePoolUrl)
  const pool = openPool(pooled, log, { isPooled: pooled !== app, prepares: databasePrepares })
  const house = { config, pool, log, clock: systemClock, files: openFiles(config) }
  const sender = openQueue(poolAddress(app), { works: false })
  sender.on('error', (error) => log.warn({ error: error.message }, 'job queue'))
  await sender.start()
  setSender(sender)
  setSubscriptions(subscriptions)
  setNotificationKinds(notificationKinds)
  setUnsubscribers(unsubscribers)
  let stopWork = async () => {}
  return {
    house,
    async work() {
      const boss = openQueue(poolAddress(app), { works: true })
      boss.on('error', (error) => log.warn({ error: error.message }, 'job queue'))
      await boss.start()
      const workers = await startWorkers(house, boss, subscriptions, timers, domainWorks(house))
      stopWork = workers.stop
    },
    async close() {
      await stopWork()
      setSender(undefined)
      await sender.stop({ graceful: true, timeout: 5_000 })
      await pool.end()
    },
  }
}

/** Where uploaded bytes lie. */
export function openFiles(config: Config): FileStore {
  return folderStore(join(config.dataDir, 'files'))
}
