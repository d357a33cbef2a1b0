import type { Context } from 'hono'
import { asSystem, enterTransaction, type Tx } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { enterPass, readPass } from '#platform/identity/pass.ts'
import { record } from '#platform/journal/journal.ts'
import type { Letter } from '#platform/mail/letter.ts'
import { sendMail } from '#platform/mail/send.ts'
import { markedCode } from './marked.ts'
import { chargeCaller } from './rate-limit.ts'

/**
 * Somebody signed in tried to enter what carries a classified marking: the journal says who, when and which marking,
 * never the text, and the cluster's managers learn of it by mail, once an hour for each person.
 */
export async function noteMarkedTry(house: House, context: Context, error: unknown): Promise<void> {
  if (!(error instanceof Refusal) || error.code !== markedCode) return
  const pass = readPass(context)
  if (!pass) return

  await enterTransaction(
    house.pool,
    (client) => enterPass(client, pass),
    async (tx, entered) => {
      const actor = entered?.actor
      if (!actor?.accountId) return
      const now = house.clock.now()
      // Each note is written; who sends them by the hundred is told to wait instead.
      chargeCaller(`marked:${actor.accountId}`, 20, now)
      const words = String(error.data?.words ?? '')
      const isFirst = await asSystem(tx, actor, () => isFirstThisHour(tx, actor, now))
      await record(tx, actor, now, {
        action: 'platform/marking-refused',
        objectKind: 'account',
        objectId: actor.accountId,
        payload: { title: words },
      })
      if (isFirst) await asSystem(tx, actor, () => tellManagers(tx, actor, words))
    },
  )
}

async function isFirstThisHour(tx: Tx, actor: Actor, now: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `SELECT FROM journal_entry WHERE cluster_id = $1 AND actor_id = $2 AND action = 'platform/marking-refused'
      AND at > $3::timestamptz - interval '1 hour' LIMIT 1`,
    [actor.clusterId, actor.accountId, now],
  )
  return rowCount === 0
}

async function tellManagers(tx: Tx, actor: Actor, words: string): Promise<void> {
  const { rows } = await tx.client.query<{ email: string; language: 'en' | 'et' }>(
    `SELECT a.email, a.language FROM hat h JOIN account a ON a.id = h.account_id
     WHERE h.cluster_id = $1 AND h.role = 'cluster-manager' AND h.ended_at IS NULL AND a.deactivated_at IS NULL
     GROUP BY a.id ORDER BY a.id`,
    [actor.clusterId],
  )
  for (const { email, language } of rows) {
    await sendMail(tx, actor.clusterId, {
      to: email,
      template: markedLetter,
      language,
      data: { person: actor.name, words },
    })
  }
}

function markedLetter(language: 'en' | 'et', { person, words }: { person: string; words: string }): Letter {
  if (language === 'et') {
    return {
      subject: 'Märkega teabe sisestamisest keelduti',
      paragraphs: [
        `${person} püüdis sisestada teavet, mis kannab märget „${words}“. Talgud keeldus ja midagi ei salvestatud.`,
        'Võtke temaga ühendust. Originaal jääb sinna, kus see on; seda ei saadeta edasi ega kustutata vaikselt. Teavitage ettevõtte julgeolekukontakti. Kui see oli valehäire, sõnastagu ta teksti teisiti.',
      ],
    }
  }
  return {
    subject: 'Information with a marking was refused',
    paragraphs: [
      `${person} tried to enter information that carries the marking “${words}”. Talgud refused it and stored nothing.`,
      'Please get in touch with them. The original stays where it is; it is neither sent on nor quietly deleted. Tell the company’s security officer. If it was a false alarm, the text can be written in other words.',
    ],
  }
}
