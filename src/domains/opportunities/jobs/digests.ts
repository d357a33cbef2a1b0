import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { systemActor } from '#platform/identity/actor.ts'
import { listClusters } from '#platform/jobs/clusters.ts'
import type { Timer } from '#platform/jobs/work.ts'
import { errorForLog } from '#platform/log.ts'
import { type Unsubscriber, unsubscribeUrl } from '#platform/mail/unsubscribe.ts'
import { endDigests } from '../commands/end-digests.ts'
import { type DigestHome, sendDueDigests } from '../commands/send-digests.ts'

const peopleAtOnce = 50
// Less than a job may last; what is left is taken up by the next run.
const longest = 10 * 60_000

/** Sends the digests of saved searches whose hour has come. */
export const digestTimer: Timer = {
  queue: 'opportunities.digests',
  cron: '*/5 * * * *',
  async run(house) {
    const end = Date.now() + longest
    for (const cluster of await listClusters(house)) {
      try {
        await sendAllDigests(house, cluster, end)
      } catch (error) {
        house.log.error({ clusterId: cluster.id, failure: errorForLog(error) }, 'digests not sent')
      }
    }
  },
}

/** Works off one cluster's due digests, some people to a transaction. Answers how many people had their turn. */
export async function sendAllDigests(
  house: House,
  cluster: { id: string; name: string; timeZone: string },
  end = Date.now() + longest,
): Promise<number> {
  const scope = { clusterId: cluster.id, accountId: '', role: 'system', companyId: null }
  const home: DigestHome = {
    clusterName: cluster.name,
    timeZone: cluster.timeZone,
    url: house.config.publicUrl,
    stopUrl: (accountId, id) =>
      unsubscribeUrl(house, { clusterId: cluster.id, accountId, what: digestUnsubscriber.what, id }),
  }
  let people = 0
  while (Date.now() < end) {
    const some = await inTransaction(house.pool, scope, (tx) =>
      sendDueDigests(tx, systemActor(cluster.id), house.clock.now(), home, peopleAtOnce),
    )
    people += some
    if (some < peopleAtOnce) break
  }
  return people
}

/** Ends one digest, or all of a person's under one hat (`all` and the hat's company). */
export const digestUnsubscriber: Unsubscriber = {
  what: 'search-digest',
  stop: (tx, actor, _now, accountId, id) => endDigests(tx, actor, accountId, id),
}
