import { createHash } from 'node:crypto'

/** What one link of the chain is made of. */
export type Link = {
  clusterId: string
  number: number
  /** UTC, ISO 8601 with milliseconds. */
  at: string
  actorId: string | null
  actorRole: string
  action: string
  objectKind: string
  objectId: string
  commitment: string
  previousHash: string
}

/** The hash before the first entry of every chain. */
export const chainStart = '0'.repeat(64)

/** SHA-256 over the link's parts in a fixed order; every part is length-prefixed, so no two links read the same. */
export function hashLink(link: Link): string {
  const parts = [
    link.previousHash,
    link.clusterId,
    String(link.number),
    link.at,
    link.actorId ?? '',
    link.actorRole,
    link.action,
    link.objectKind,
    link.objectId,
    link.commitment,
  ]
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}\n`)
  return hash.digest('hex')
}

/** Binds an entry to its payload without revealing it: nobody can test a guess once salt and payload are erased. */
export function commitTo(salt: string, payload: unknown): string {
  return createHash('sha256')
    .update(`${salt}\n${canonicalJson(payload)}`)
    .digest('hex')
}

/** JSON with sorted keys: jsonb does not keep their order, and equal values must read the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)

  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
  return `{${fields.join(',')}}`
}
