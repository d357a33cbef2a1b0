import type { House } from '#platform/house.ts'

/** Work on a queue that opens its own transactions, because it talks to the world in between. */
export type QueueWork = {
  queue: string
  /** Runs at least once for each job: it must be safe to repeat. */
  work(data: unknown, attempt: { isLast: boolean }): Promise<void>
  /** Told of a job that is not tried again, be it that it failed too often or that its worker was killed too often. */
  givenUp?(data: unknown): Promise<void>
  stop?(): Promise<void>
}

/** Something done by the clock, once for the whole installation however many processes run. */
export type Timer = {
  queue: string
  /** Five fields, UTC. */
  cron: string
  run(house: House): Promise<void>
}
