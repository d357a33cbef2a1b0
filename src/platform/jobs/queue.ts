import { type Db, PgBoss } from 'pg-boss'
import type { Tx } from '#platform/db/transaction.ts'

const schema = 'pgboss'
// A worker says this often that its job goes on; one that was killed falls silent, and another takes the job up.
const heartbeatSeconds = 15
let sender: PgBoss | undefined

/** Where the jobs of a queue end that are not tried again. */
export function deadQueueOf(queue: string): string {
  return `${queue}.dead`
}

/** Sets the queue this process enqueues to; main and tests call it once. */
export function setSender(boss: PgBoss | undefined): void {
  sender = boss
}

/** Adds a job in the caller's transaction: it exists exactly when the transaction commits. `at`: not before then. */
export async function enqueue(tx: Tx, queue: string, data: object, at?: Date): Promise<void> {
  if (!sender) throw new Error(`No job queue is open, so a job for ${queue} would be lost.`)
  await sender.send(queue, data, { db: senderIn(tx), ...(at === undefined ? {} : { startAfter: at }) })
}

/** The caller's transaction as the queue takes it. */
export function senderIn(tx: Tx): Db {
  return { executeSql: async (text, values) => ({ rows: (await tx.client.query(text, values)).rows }) }
}

/** A queue over the app's connection settings; it owns no tables and never migrates. */
export function openQueue(connection: object, options: { works: boolean }): PgBoss {
  return new PgBoss({
    ...connection,
    schema,
    max: options.works ? 4 : 1,
    migrate: false,
    createSchema: false,
    supervise: options.works,
    schedule: options.works,
    // How often somebody looks for jobs whose worker was killed.
    superviseIntervalSeconds: heartbeatSeconds,
    monitorIntervalSeconds: heartbeatSeconds,
    // Waking workers needs a connection of its own to the server; behind a transaction pooler they poll instead.
    useListenNotify: options.works,
    reindex: false,
    monitorVacuum: false,
    application_name: 'talgud-jobs',
  })
}

// Some nine minutes in all. A killed worker costs a try too, so there are more than a failure alone would need.
const retries = { retryLimit: 12, retryDelay: 5, retryDelayMax: 60, retryBackoff: true, notify: true }

/** As the owner: creates or upgrades the job tables and queues, and lets the app role use them. */
export async function prepareQueues(ownerConnection: object, queues: readonly string[]): Promise<void> {
  const boss = new PgBoss({ ...ownerConnection, schema, max: 2, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const name of queues) {
      const dead = deadQueueOf(name)
      const settings = {
        ...retries,
        deadLetter: dead,
        expireInSeconds: 900,
        heartbeatSeconds,
        // Jobs name people and things; once done they need not be kept for long.
        deleteAfterSeconds: 86_400,
      }
      await boss.createQueue(dead, retries)
      await boss.createQueue(name, settings)
      // Creating leaves a queue that is there as it was.
      await boss.updateQueue(dead, retries)
      await boss.updateQueue(name, settings)
    }
    const db = boss.getDb()
    await db.executeSql(`GRANT USAGE ON SCHEMA ${schema} TO talgud_app`)
    await db.executeSql(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO talgud_app`,
    )
    await db.executeSql(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO talgud_app`)
  } finally {
    await boss.stop({ graceful: false })
  }
}
