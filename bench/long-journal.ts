import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { chainStart, commitTo, hashLink } from '#platform/journal/chain.ts'

/** Writes a journal of `length` entries for a cluster that has none, as the product would have, but all at once. */
export async function writeJournal(owner: Pool, clusterId: string, length: number): Promise<void> {
  const entries: string[] = []
  const payloads: string[] = []
  const client = await owner.connect()
  const copy = async (table: string, lines: string[]) => {
    await pipeline(Readable.from([lines.join('')]), client.query(copyFrom(`COPY ${table} FROM STDIN`)))
    lines.length = 0
  }
  const columns =
    '(cluster_id, number, at, actor_role, action, object_kind, object_id, commitment, previous_hash, hash)'
  let previousHash = chainStart
  for (let number = 1; number <= length; number += 1) {
    const payload = { title: `Company ${number % 997} OÜ`, companyId: clusterId }
    const salt = createHash('md5').update(String(number)).digest('hex')
    const link = {
      clusterId,
      number,
      at: new Date(1_700_000_000_000 + number * 1000).toISOString(),
      actorId: null,
      actorRole: 'system',
      action: 'members/company-changed',
      objectKind: 'company',
      objectId: clusterId,
      commitment: commitTo(salt, payload),
      previousHash,
    }
    const hash = hashLink(link)
    entries.push(
      `${[clusterId, number, link.at, link.actorRole, link.action, link.objectKind, link.objectId, link.commitment, previousHash, hash].join('\t')}\n`,
    )
    payloads.push(`${clusterId}\t${number}\t${salt}\t${JSON.stringify(payload)}\n`)
    previousHash = hash
    if (entries.length < 20_000 && number < length) continue
    await copy(`journal_entry ${columns}`, entries)
    await copy('journal_payload (cluster_id, number, salt, payload)', payloads)
  }
  await client.query('INSERT INTO journal_head (cluster_id, number, hash) VALUES ($1, $2, $3)', [
    clusterId,
    length,
    previousHash,
  ])
  client.release()
  await owner.query('ANALYZE journal_entry, journal_payload')
}
