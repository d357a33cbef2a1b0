import type { Resume } from '#platform/backup/aftercare.ts'
import type { House } from '#platform/house.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { Timer } from '#platform/jobs/work.ts'
import { closeLinks, forgetOld } from './commands/decide.ts'

/** Every night: forgets applications that came to nothing. */
export const admissionsTimers: readonly Timer[] = [
  {
    queue: 'admissions.clean',
    cron: '40 2 * * *',
    run: (house: House) => inEveryCluster(house, (tx) => forgetOld(tx, house.clock.now())),
  },
]

/** A link that was mailed before a restore may have been used since: it no longer opens. */
export const closeApplicationLinks: Resume = (tx, _, now) => closeLinks(tx, now)
