import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Resume } from '#platform/backup/aftercare.ts'
import { inTransaction } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import { type Actor, roles, systemActor } from '#platform/identity/actor.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { QueueWork, Timer } from '#platform/jobs/work.ts'
import type { ListKind } from '#values/member-list-fields.ts'
import { checkList } from './commands/check-list.ts'
import { commitList, refuseOpen, wantCommit } from './commands/commit-list.ts'
import { decideDoubtful } from './commands/decide.ts'
import type { RowInTheWay } from './commands/finish-work.ts'
import { finishCheck, refuseWork } from './commands/finish-work.ts'
import { forgetOld } from './commands/forget-old.ts'
import { noteExport } from './commands/note-export.ts'
import { discardList, planList } from './commands/plan-list.ts'
import { type Run, stageList } from './commands/stage-list.ts'
import { undoList } from './commands/undo-list.ts'
import { exportCsv, exportXlsx } from './queries/export-list.ts'
import { readImport } from './queries/imports.ts'
import { listItems } from './queries/items.ts'
import { importQueue } from './rules.ts'

const job = z.object({
  clusterId: z.uuid(),
  importId: z.uuid(),
  task: z.enum(['check', 'commit', 'undo']),
  leaveChanged: z.boolean(),
  accountId: z.uuid().nullable(),
  role: z.enum([...roles, 'system']),
})
export type ImportJob = z.output<typeof job>

/** What the background does with lists: compare, take, take back. Each is safe to repeat. */
export function exchangeWork(house: House): QueueWork[] {
  return [
    {
      queue: importQueue,
      work: (data) => workOff(house, job.parse(data)),
      async givenUp(data) {
        const { clusterId, importId, task } = job.parse(data)
        const actor = systemActor(clusterId)
        await runAs(
          house,
          actor,
        )((tx) =>
          refuseWork(tx, importId, task, {
            code: 'exchange/broken',
            message: 'Something went wrong, and nothing was changed. Please try again.',
          }),
        )
      },
    },
  ]
}

/** Every night: staged rows and the means to take a list back go after a month. */
export const exchangeTimers: readonly Timer[] = [
  {
    queue: 'exchange.clean',
    cron: '37 2 * * *',
    run: (house) => inEveryCluster(house, (tx) => forgetOld(tx, house.clock.now())),
  },
]

/** After a restore no job is kept: what was under way is where it was before. */
export const resumeLists: Resume = async (tx) => {
  await tx.execute(sql`
    UPDATE member_import SET done = 0, needs_check = true, version = version + 1, status = CASE status
      WHEN 'undoing' THEN 'committed' WHEN 'committing' THEN 'checked' ELSE 'columns' END
    WHERE status IN ('checking', 'committing', 'undoing')`)
}

/** Does one task for a list; what it refuses is written beside the list for people to read. */
export async function workOff(
  house: House,
  { importId, task, leaveChanged, ...who }: ImportJob,
): Promise<void> {
  const actor: Actor = { ...systemActor(who.clusterId), accountId: who.accountId, role: who.role }
  const run = runAs(house, actor)
  const progress = (done: number) =>
    run(async (tx) => {
      await tx.execute(sql`UPDATE member_import SET done = ${done} WHERE id = ${importId}`)
    })
  try {
    if (task === 'check') {
      if (await checkList(run, actor, importId)) await run((tx) => finishCheck(tx, importId, 'checked'))
    } else if (task === 'commit') {
      await recheckAndCommit(house, run, actor, importId, progress)
    } else {
      await run((tx) => undoList(tx, actor, house.clock.now(), importId, leaveChanged, progress))
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 503) throw error
    const { code, message, data } = error
    // The commands put the rows in the way there; of anything else the sentence tells.
    const rows = (data?.rows ?? []) as RowInTheWay[]
    await run((tx) => refuseWork(tx, importId, task, { code, message, rows }))
  }
}

export type ListRow = Awaited<ReturnType<typeof listItems>>['items'][number]
export type CheckedList = Pick<Awaited<ReturnType<typeof readImport>>, 'outcomes' | 'refusal' | 'counts'> & {
  importId: string
}

/**
 * Brings a list in from the operator's side. Doubtful rows are settled as asked; otherwise, as with a dry run, nothing
 * is taken. A list that is not taken leaves nothing behind.
 */
export async function importList(
  house: House,
  clusterId: string,
  upload: { name: string; bytes: Uint8Array; kind: ListKind | null },
  options: { dryRun: boolean; doubtful: 'new' | 'same-as' | 'leave-out' | undefined },
  onRow: (row: ListRow) => void,
): Promise<CheckedList> {
  const actor = systemActor(clusterId)
  const run = runAs(house, actor)
  const now = () => house.clock.now()
  const importId = await stageList(run, actor, now, { ...upload, source: 'command-line' })
  const work = (task: ImportJob['task']) =>
    workOff(house, { clusterId, importId, task, leaveChanged: false, accountId: null, role: 'system' })
  await run(async (tx) => {
    const { plan, version } = await readImport(tx, importId)
    await planList(tx, actor, now(), importId, version, plan)
  })
  await work('check')
  const { doubtful } = options
  if (doubtful) {
    await run((tx) => decideDoubtful(tx, actor, now(), importId, doubtful))
    await work('check')
  }
  for (let page = 1; ; page++) {
    const { items } = await run((tx) => listItems(tx, importId, { page }))
    for (const item of items) if (item.outcome !== 'same' || item.problems.length > 0) onRow(item)
    if (items.length === 0) break
  }
  const { outcomes } = await run((tx) => readImport(tx, importId))
  if (!options.dryRun) {
    const refused = await refusalOf(() =>
      run(async (tx) => wantCommit(tx, actor, now(), importId, (await readImport(tx, importId)).version)),
    )
    if (!refused) await work('commit')
    const done = await run((tx) => readImport(tx, importId))
    if (done.status === 'committed') return { importId, outcomes, refusal: null, counts: done.counts }
    await run((tx) => discardList(tx, actor, now(), importId))
    return { importId, outcomes, refusal: refused ?? done.refusal, counts: null }
  }
  await run((tx) => discardList(tx, actor, now(), importId))
  return { importId, outcomes, refusal: null, counts: null }
}

/** Takes a list out for the operator; the journal notes it like anybody's. */
export async function exportList(
  house: House,
  clusterId: string,
  kind: ListKind,
  format: 'csv' | 'xlsx',
  language: 'en' | 'et',
): Promise<Uint8Array> {
  const actor = systemActor(clusterId)
  const run = runAs(house, actor)
  await run((tx) => noteExport(tx, actor, house.clock.now(), kind, format))
  return run((tx) => (format === 'csv' ? exportCsv : exportXlsx)(tx, kind, language))
}

async function refusalOf(work: () => Promise<void>): Promise<CheckedList['refusal']> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, message: error.message }
  }
}

async function recheckAndCommit(
  house: House,
  run: Run,
  actor: Actor,
  importId: string,
  progress: (done: number) => Promise<void>,
): Promise<void> {
  const needsCheck = await run(async (tx) => {
    const { rows } = await tx.execute<{ needs: boolean }>(
      sql`SELECT needs_check AS needs FROM member_import WHERE id = ${importId} AND status = 'committing'`,
    )
    return rows[0]?.needs ?? false
  })
  if (needsCheck && (await checkList(run, actor, importId))) {
    await run((tx) => finishCheck(tx, importId, 'committing'))
    await run((tx) => refuseOpen(tx, importId))
  }
  await run((tx) => commitList(tx, actor, house.clock.now(), importId, progress))
}

function runAs(house: House, actor: Actor): Run {
  const scope = {
    clusterId: actor.clusterId,
    accountId: actor.accountId ?? '',
    role: actor.role,
    companyId: actor.companyId,
  }
  return (work) => inTransaction(house.pool, scope, work)
}
