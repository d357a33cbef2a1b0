import type { House } from '#platform/house.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { Timer } from '#platform/jobs/work.ts'
import { countOver } from './commands.ts'

/** Counts the votes whose time is over. */
export const votesTimers: readonly Timer[] = [
  {
    queue: 'votes.count',
    cron: '*/5 * * * *',
    run: (house: House) => inEveryCluster(house, (tx, actor) => countOver(tx, actor, house.clock.now())),
  },
]
