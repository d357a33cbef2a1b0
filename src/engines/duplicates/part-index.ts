import { foldPlain } from './fold-name.ts'
import { nameSimilarity } from './similarity.ts'

/** A person or product of a company, as far as it tells who or what it is. `mark` is a person's e-mail address. */
export type PartIdentity = { id: string; ownerId: string; name: string; mark: string | null }

export type PartCandidate = { id: string; score: number; signs: ('email' | 'same-name' | 'similar-name')[] }

type Known = PartIdentity & { key: string }

/** People or products in memory: the same one is looked for only within its company. */
export class PartIndex {
  readonly #byOwner = new Map<string, Known[]>()

  add(part: PartIdentity): void {
    const known = { ...part, key: foldPlain(part.name) }
    const held = this.#byOwner.get(part.ownerId)
    if (held) held.push(known)
    else this.#byOwner.set(part.ownerId, [known])
  }

  /** The likeliest first. A shared address such as info@ counts only together with a similar name. */
  find(part: PartIdentity, most = 5): PartCandidate[] {
    const key = foldPlain(part.name)
    const found: PartCandidate[] = []
    for (const known of this.#byOwner.get(part.ownerId) ?? []) {
      const similarity = nameSimilarity(key, known.key)
      const hasMark = part.mark !== null && part.mark === known.mark
      const signs: PartCandidate['signs'] = []
      if (hasMark) signs.push('email')
      if (similarity === 1) signs.push('same-name')
      else if (similarity >= 0.84) signs.push('similar-name')
      const score = judge(hasMark, similarity)
      if (score > 0) found.push({ id: known.id, score, signs })
    }
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most)
  }
}

function judge(hasMark: boolean, similarity: number): number {
  if (similarity === 1) return hasMark ? 1 : 0.96
  if (hasMark) return similarity >= 0.7 ? 0.97 : 0.75
  return similarity >= 0.84 ? 0.7 + (similarity - 0.84) : 0
}
