import { sql } from 'drizzle-orm'
import type { Tx } from '#platform/db/transaction.ts'
import { notFound } from '#platform/errors.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { type Side, sideOf } from '../policy/following.ts'

type Tagged = { name: string; isOwnCompany: boolean }
type Note = {
  id: string
  body: string
  writtenBy: string | null
  writtenAt: string
  version: number
  mayChange: boolean
}
type Assigned = {
  accountId: string
  name: string | null
  dueOn: string | null
  assignedBy: string | null
  assignedAt: string
}

/** What people here do about a notice, as far as the caller's side keeps it. Row security leaves the others' out. */
export async function readFollowUp(tx: Tx, actor: Actor, noticeId: string) {
  const { clusterId, accountId } = actor
  const side = sideOf(actor)
  const ofNotice = sql`cluster_id = ${clusterId} AND notice_id = ${noticeId}`
  const { rows } = await tx.execute<{ watched: boolean; tags: Tagged[] | null }>(sql`
    SELECT EXISTS (SELECT FROM notice_watch w WHERE w.cluster_id = n.cluster_id AND w.notice_id = n.id
        AND w.account_id = ${accountId} AND w.company_id IS NOT DISTINCT FROM ${actor.companyId}::uuid) AS watched,
      (SELECT json_agg(json_build_object('name', t.name, 'isOwnCompany', t.company_id IS NOT NULL)
          ORDER BY t.company_id IS NOT NULL, lower(t.name)) FROM notice_tag t
        WHERE t.cluster_id = n.cluster_id AND t.notice_id = n.id) AS tags
    FROM notice n WHERE n.cluster_id = ${clusterId} AND n.id = ${noticeId}`)
  const [found] = rows
  if (!found) throw notFound('This notice')

  const [notes, assignments, people, known] = await Promise.all([
    side === undefined
      ? { rows: [] }
      : tx.execute<Omit<Note, 'mayChange'> & { authorId: string }>(sql`
        SELECT id, body, written_by AS "authorId", (SELECT name FROM account a WHERE a.id = written_by) AS "writtenBy",
          written_at AS "writtenAt", version
        FROM notice_note WHERE ${ofNotice} AND company_id IS NOT DISTINCT FROM ${side.companyId}::uuid
        ORDER BY written_at, id LIMIT 500`),
    side === undefined
      ? { rows: [] }
      : tx.execute<Assigned>(sql`
        SELECT account_id AS "accountId", (SELECT name FROM account a WHERE a.id = account_id) AS name,
          due_on::text AS "dueOn", (SELECT name FROM account a WHERE a.id = assigned_by) AS "assignedBy",
          assigned_at AS "assignedAt"
        FROM notice_assignment WHERE ${ofNotice} AND company_id IS NOT DISTINCT FROM ${side.companyId}::uuid`),
    side === undefined ? [] : listColleagues(tx, actor, side),
    side === undefined ? [] : listTags(tx, actor),
  ])
  const [assignment] = assignments.rows
  const abilities: ('watch' | 'tag' | 'note' | 'assign')[] = ['watch']
  if (side !== undefined) abilities.push('tag', 'note', 'assign')
  return {
    noticeId,
    isWatched: found.watched,
    tags: found.tags ?? [],
    notes: notes.rows.map(({ authorId, ...note }) => ({
      ...note,
      writtenAt: new Date(note.writtenAt).toISOString(),
      mayChange: authorId === accountId,
    })),
    assignment: assignment
      ? { ...assignment, assignedAt: new Date(assignment.assignedAt).toISOString() }
      : null,
    people,
    knownTags: [...new Set(known.map((one) => one.name))],
    side: sideName(side),
    abilities,
  }
}

/** The tags in use that the caller sees, most used first. */
export async function listTags(tx: Tx, actor: Actor) {
  const { rows } = await tx.execute<{ name: string; count: number }>(sql`
    SELECT min(name) AS name, count(DISTINCT notice_id)::int AS count FROM notice_tag
    WHERE cluster_id = ${actor.clusterId} GROUP BY lower(name) ORDER BY 2 DESC, 1 LIMIT 200`)
  return rows
}

/** People with access who work on the same side, by name. */
async function listColleagues(tx: Tx, actor: Actor, side: Side) {
  const { rows } = await tx.execute<{ accountId: string; name: string }>(sql`
    SELECT DISTINCT a.id AS "accountId", a.name FROM hat h JOIN account a ON a.id = h.account_id
    WHERE ${isColleague(actor, side)} ORDER BY a.name, a.id LIMIT 500`)
  return rows
}

export async function findColleague(tx: Tx, actor: Actor, side: Side, accountId: string) {
  const { rows } = await tx.execute<{ name: string }>(sql`
    SELECT a.name FROM hat h JOIN account a ON a.id = h.account_id
    WHERE ${isColleague(actor, side)} AND a.id = ${accountId} LIMIT 1`)
  return rows[0]
}

function isColleague(actor: Actor, side: Side) {
  const wears =
    side.companyId === null
      ? sql`h.role IN ('cluster-manager', 'cluster-staff')`
      : sql`h.company_id = ${side.companyId}`
  return sql`h.cluster_id = ${actor.clusterId} AND h.ended_at IS NULL AND a.deactivated_at IS NULL AND ${wears}`
}

function sideName(side: Side | undefined): 'staff' | 'company' | null {
  if (side === undefined) return null
  return side.companyId === null ? 'staff' : 'company'
}
