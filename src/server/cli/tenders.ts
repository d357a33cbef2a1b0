import { fetchNow } from '#domains/feeds/jobs.ts'
import type { FeedRun } from '#domains/feeds/schema.ts'
import type { House } from '#platform/house.ts'
import { findCluster } from './find-cluster.ts'

/** Fetches what the tender feed is set to, or goes on where an earlier run was cut off. Answers the exit code. */
export async function fetchTenders(house: House, slug: string | undefined): Promise<number> {
  const cluster = await findCluster(house, slug)
  const run = await fetchNow(house, cluster.id, printStep)
  console.log(
    `${cluster.name}: ${run.listed} found, ${run.known} known, ${run.added} added, ${run.updated} updated, ${run.unchanged} unchanged, ${run.refused} refused`,
  )
  if (run.status === 'finished') return 0
  console.error(
    run.resumeAt === null
      ? `The run ended as ${run.status}${run.failure === null ? '' : ` (${run.failure})`}.`
      : `TED does not answer (${run.failure}). A running Talgud goes on at ${run.resumeAt}.`,
  )
  return 1
}

function printStep(run: FeedRun): void {
  const goal = run.announced === null ? '' : ` of ${run.announced}`
  console.log(
    run.isListed ? `fetched ${run.fetched + run.lost}, ${run.waiting} to go` : `listed ${run.listed}${goal}`,
  )
}
