import type { House } from '#platform/house.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { Timer } from '#platform/jobs/work.ts'
import { passDay } from './commands/renewals.ts'

/** Every morning: memberships move on by their dates, and reminders go out. */
export const duesTimers: readonly Timer[] = [
  {
    queue: 'dues.day',
    cron: '20 4 * * *',
    run: (house: House) => inEveryCluster(house, (tx, actor) => passDay(tx, actor, house)),
  },
]
