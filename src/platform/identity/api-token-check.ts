import type { PoolClient } from 'pg'
import type { Role } from './actor.ts'
import type { TokenScope } from './rules.ts'
import type { Entered } from './session-check.ts'

/**
 * Finds the API token behind a hash and, in the same statement, puts the scope of its hat on the transaction. The
 * transaction must be at the gate; it leaves the gate here. Null when token, hat or account has ended. What the token
 * may do is what its hat may do now: nothing of that is kept with the token.
 */
export async function enterToken(client: PoolClient, tokenHash: string): Promise<Entered> {
  const { rows } = await client.query<Row>({ name: 'enter-token', text: tokenSql, values: [tokenHash] })
  const row = rows[0]
  if (!row) {
    await client.query("SELECT set_config('talgud.gate', '', true)")
    return null
  }

  const { id, account_id: accountId } = row
  return {
    session: {
      id,
      accountId,
      email: row.email,
      hatId: row.hat_id,
      hasSecondFactor: row.has_second_factor,
      // A second factor that was switched off since counts no more.
      withSecondFactor: row.with_second_factor && row.has_second_factor,
      signedInAt: row.created_at,
      isDemoCluster: row.is_demo,
      token: { id, scopes: row.scopes },
    },
    actor: {
      accountId,
      name: row.name,
      language: row.language,
      role: row.role,
      clusterId: row.cluster_id,
      companyId: row.company_id,
      tokenId: id,
    },
  }
}

type Row = {
  id: string
  account_id: string
  email: string
  name: string
  language: 'en' | 'et'
  hat_id: string
  cluster_id: string
  company_id: string | null
  role: Role
  is_demo: boolean
  has_second_factor: boolean
  with_second_factor: boolean
  created_at: Date
  scopes: TokenScope[]
}

// As in session-check.ts: the CTEs are materialised, so the policies were applied before the gate closes.
const tokenSql = `
WITH found AS MATERIALIZED (
  SELECT t.id, t.account_id, t.scopes, t.with_second_factor, t.created_at, a.email, a.name, a.language,
    h.id AS hat_id, h.cluster_id, h.company_id, h.role, c.is_demo,
    (k.second_factor_on_at IS NOT NULL OR EXISTS (SELECT FROM passkey p WHERE p.account_id = a.id)) AS has_second_factor
  FROM api_token t
  JOIN account a ON a.id = t.account_id AND a.deactivated_at IS NULL
  JOIN account_secret k ON k.account_id = a.id
  JOIN hat h ON h.cluster_id = t.cluster_id AND h.id = t.hat_id AND h.account_id = t.account_id AND h.ended_at IS NULL
  JOIN cluster c ON c.id = h.cluster_id
  WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()
), used AS MATERIALIZED (
  UPDATE api_token SET last_used_at = now()
  WHERE token_hash = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '5 minutes') AND EXISTS (SELECT FROM found)
  RETURNING id
)
SELECT found.*, (SELECT count(*) FROM used) AS used,
  set_config('talgud.gate', '', true), set_config('talgud.cluster', cluster_id::text, true),
  set_config('talgud.account', account_id::text, true), set_config('talgud.role', role, true),
  set_config('talgud.company', coalesce(company_id::text, ''), true)
FROM found`
