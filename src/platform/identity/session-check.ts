import type { PoolClient } from 'pg'
import type { Actor, Role } from './actor.ts'
import type { TokenScope } from './rules.ts'

export type Session = {
  id: string
  accountId: string
  email: string
  hatId: string | null
  hasSecondFactor: boolean
  withSecondFactor: boolean
  signedInAt: Date
  isDemoCluster: boolean
  /** The API token that was shown instead of a session's cookie, and what it opens. */
  token: { id: string; scopes: readonly TokenScope[] } | null
}

export type Entered = { session: Session; actor: Actor | null } | null

/**
 * Finds the session behind a token's hash and, in the same statement, puts its scope on the transaction. The
 * transaction must be at the gate; it leaves the gate here. Null when there is no such live session.
 * Staff sessions end after 12 idle hours, others after 72.
 */
export async function enterSession(client: PoolClient, tokenHash: string): Promise<Entered> {
  const { rows } = await client.query<Row>({ name: 'enter-session', text: sessionSql, values: [tokenHash] })
  const row = rows[0]
  if (!row) {
    await client.query("SELECT set_config('talgud.gate', '', true)")
    return null
  }

  const session: Session = {
    id: row.id,
    accountId: row.account_id,
    email: row.email,
    hatId: row.hat_id,
    hasSecondFactor: row.has_second_factor,
    withSecondFactor: row.with_second_factor,
    signedInAt: row.signed_in_at,
    isDemoCluster: row.is_demo ?? false,
    token: null,
  }
  if (!row.cluster_id || !row.role) return { session, actor: null }

  const actor: Actor = {
    accountId: row.account_id,
    name: row.name,
    language: row.language,
    role: row.role,
    clusterId: row.cluster_id,
    companyId: row.company_id,
  }
  return { session, actor }
}

type Row = {
  id: string
  account_id: string
  email: string
  name: string
  language: 'en' | 'et'
  hat_id: string | null
  cluster_id: string | null
  company_id: string | null
  role: Role | null
  is_demo: boolean | null
  has_second_factor: boolean
  with_second_factor: boolean
  signed_in_at: Date
}

// The row is found and `last_seen_at` moved on (at most every five minutes) before any setting changes; the CTEs are
// materialised, so the policies were already applied when the gate closes in the last step.
const sessionSql = `
WITH found AS MATERIALIZED (
  SELECT s.id, s.account_id, a.email, a.name, a.language, s.with_second_factor, s.signed_in_at, s.last_seen_at,
    h.id AS hat_id, h.cluster_id, h.company_id, h.role, c.is_demo,
    (k.second_factor_on_at IS NOT NULL) AS has_second_factor
  FROM session s
  JOIN account a ON a.id = s.account_id AND a.deactivated_at IS NULL
  JOIN account_secret k ON k.account_id = a.id
  LEFT JOIN hat h ON h.cluster_id = s.cluster_id AND h.id = s.hat_id AND h.ended_at IS NULL
  LEFT JOIN cluster c ON c.id = h.cluster_id
  WHERE s.token_hash = $1 AND s.expires_at > now()
    AND s.last_seen_at > now() - CASE WHEN h.role IN ('cluster-manager', 'cluster-staff')
      THEN interval '12 hours' ELSE interval '72 hours' END
), seen AS MATERIALIZED (
  UPDATE session SET last_seen_at = now()
  WHERE token_hash = $1 AND last_seen_at < now() - interval '5 minutes' AND EXISTS (SELECT FROM found)
  RETURNING id
)
SELECT found.*, (SELECT count(*) FROM seen) AS seen,
  set_config('talgud.gate', '', true), set_config('talgud.cluster', coalesce(cluster_id::text, ''), true),
  set_config('talgud.account', account_id::text, true), set_config('talgud.role', coalesce(role, ''), true),
  set_config('talgud.company', coalesce(company_id::text, ''), true)
FROM found`
