import { inTransaction } from '#platform/db/transaction.ts'
import type { House } from '#platform/house.ts'
import { inEveryCluster } from '#platform/jobs/clusters.ts'
import type { Timer } from '#platform/jobs/work.ts'

/** Every night: takes away what nobody can use any more. */
export const cleaningTimer: Timer = { queue: 'identity.clean', cron: '17 2 * * *', run: clean }

/** Ended sessions, used or old links, counted tries, kept answers, and letters whose sign-in link has run out. */
export async function clean(house: House): Promise<void> {
  await inTransaction(house.pool, 'gate', async (tx) => {
    for (const sql of atTheGate) await tx.client.query(sql)
  })
  await inEveryCluster(house, async (tx) => {
    await tx.client.query(oldSecretLetters)
  })
}

const atTheGate = [
  "DELETE FROM session WHERE expires_at < now() OR last_seen_at < now() - interval '72 hours'",
  'DELETE FROM password_reset WHERE expires_at < now() OR used_at IS NOT NULL',
  "DELETE FROM sign_in_try WHERE window_start < now() - interval '1 day'",
  'DELETE FROM passkey_challenge WHERE expires_at < now()',
  // Kept a while after their end, so that who wonders why a program stopped finds out.
  "DELETE FROM api_token WHERE least(expires_at, revoked_at) < now() - interval '90 days'",
  "DELETE FROM idempotency_key WHERE created_at < now() - interval '24 hours'",
]

// An invitation runs out after 72 hours, a reset earlier.
const oldSecretLetters = `UPDATE mail SET body_text = '', body_html = ''
  WHERE has_secret AND body_text <> '' AND created_at < now() - interval '72 hours'`
