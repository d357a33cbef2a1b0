import { type FoldedName, foldName } from './fold-name.ts'
import { nameSimilarity } from './similarity.ts'
import { TrigramIndex } from './trigram-index.ts'

/** What tells companies apart. */
export type CompanyIdentity = {
  id: string
  name: string
  country: string | null
  registerCode: string | null
  vatNumber: string | null
  website: string | null
}

export type Sign = 'register-code' | 'vat-number' | 'website' | 'same-name' | 'similar-name'
export type Objection = 'other-register-code' | 'other-vat-number' | 'other-country' | 'other-legal-form'

/** A company that may be the same, how sure that is (0–1), and what speaks for and against it. */
export type Candidate = { id: string; score: number; signs: Sign[]; against: Objection[] }

/** From here on two records are one company without asking; below `doubtful` they are not even shown. */
export const sureFrom = 0.95
export const doubtfulFrom = 0.7

// A word that hardly any other company has in its name.
const fewHolders = 2

type Known = CompanyIdentity & { folded: FoldedName; domain: string | null }

/** Companies in memory, found again by code, website or a name that is written otherwise. */
export class CompanyIndex {
  readonly #all: Known[] = []
  readonly #byRegisterCode = new Map<string, number[]>()
  readonly #byVat = new Map<string, number[]>()
  readonly #byDomain = new Map<string, number[]>()
  readonly #byKey = new Map<string, number[]>()
  readonly #names = new TrigramIndex()
  readonly #holdersOfWord = new Map<string, number>()

  add(company: CompanyIdentity): void {
    const known = prepare(company)
    const at = this.#all.push(known) - 1
    put(this.#byRegisterCode, plainCode(known.registerCode), at)
    put(this.#byVat, plainCode(known.vatNumber), at)
    put(this.#byDomain, known.domain, at)
    put(this.#byKey, known.folded.key, at)
    this.#names.add(known.folded.key)
    for (const word of new Set(known.folded.words)) {
      this.#holdersOfWord.set(word, (this.#holdersOfWord.get(word) ?? 0) + 1)
    }
  }

  /** The likeliest first; none below `doubtfulFrom`. */
  find(company: CompanyIdentity, most = 5): Candidate[] {
    const wanted = prepare(company)
    const places = new Set([
      ...(this.#byRegisterCode.get(plainCode(wanted.registerCode) ?? '') ?? []),
      ...(this.#byVat.get(plainCode(wanted.vatNumber) ?? '') ?? []),
      ...(this.#byDomain.get(wanted.domain ?? '') ?? []).slice(0, 50),
      ...(this.#byKey.get(wanted.folded.key) ?? []).slice(0, 50),
      ...this.#names.find(wanted.folded.key),
    ])
    const found: Candidate[] = []
    for (const place of places) {
      const known = this.#all[place]
      if (known === undefined) continue
      const candidate = compare(wanted, known, (word) => (this.#holdersOfWord.get(word) ?? 0) <= fewHolders)
      if (candidate.score >= doubtfulFrom) found.push(candidate)
    }
    return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, most)
  }
}

function compare(wanted: Known, known: Known, isRare: (word: string) => boolean): Candidate {
  const signs: Sign[] = []
  const against: Objection[] = []
  const countriesDiffer = differ(wanted.country, known.country)
  if (countriesDiffer) against.push('other-country')
  const similarity = Math.max(
    nameSimilarity(wanted.folded.key, known.folded.key),
    // Written together, or parted: the letters in their order tell.
    nameSimilarity(wanted.folded.words.join(''), known.folded.words.join('')),
  )
  const isShort = isShortFor(wanted.folded, known.folded, isRare)
  if (similarity === 1) signs.push('same-name')
  else if (similarity >= 0.8 || isShort) signs.push('similar-name')
  if (differ(wanted.folded.form, known.folded.form)) against.push('other-legal-form')
  if (same(wanted.domain, known.domain)) signs.push('website')

  const codes = [plainCode(wanted.registerCode), plainCode(known.registerCode)] as const
  // Countries number their companies each for itself.
  if (same(...codes) && !countriesDiffer) signs.push('register-code')
  if (differ(...codes) && !countriesDiffer) against.push('other-register-code')
  const vats = [plainCode(wanted.vatNumber), plainCode(known.vatNumber)] as const
  if (same(...vats)) signs.push('vat-number')
  if (differ(...vats)) against.push('other-vat-number')
  return { id: known.id, score: judge(signs, against, similarity, isShort), signs, against }
}

/** Numbers beat names; names beat nothing when numbers contradict. */
function judge(
  signs: readonly Sign[],
  against: readonly Objection[],
  similarity: number,
  isShort: boolean,
): number {
  const contradicts = against.includes('other-register-code') || against.includes('other-vat-number')
  if (signs.includes('register-code'))
    return against.includes('other-vat-number') && similarity < 0.6 ? 0.9 : 1
  if (signs.includes('vat-number')) return contradicts ? 0.8 : 0.99
  // Companies of one group share words and websites; what their numbers say is stronger.
  if (contradicts) return signs.includes('same-name') ? 0.72 : 0
  const hasWebsite = signs.includes('website')
  if (signs.includes('same-name')) {
    if (against.includes('other-country')) return hasWebsite ? 0.9 : 0.74
    if (against.includes('other-legal-form')) return hasWebsite ? 0.94 : 0.85
    return hasWebsite ? 0.99 : 0.96
  }
  if (hasWebsite) return similarity >= 0.9 && against.length === 0 ? 0.96 : 0.75 + similarity * 0.1
  if (against.includes('other-country')) return similarity >= 0.95 ? 0.7 : 0
  if (similarity >= 0.84) return 0.7 + (similarity - 0.84)
  return isShort ? 0.7 : 0
}

/** People call a company by its first word. It is enough to ask when the word is rare. */
function isShortFor(a: FoldedName, b: FoldedName, isRare: (word: string) => boolean): boolean {
  const [fewer, more] = a.words.length < b.words.length ? [a.words, b.words] : [b.words, a.words]
  if (fewer.length === more.length || fewer.join('').length < 5) return false
  return fewer.every((word) => more.includes(word)) && fewer.some(isRare)
}

function prepare(company: CompanyIdentity): Known {
  return { ...company, folded: foldName(company.name), domain: domainOf(company.website) }
}

// Where many companies have a page; it tells nothing about whose page it is.
const sharedDomains =
  /(^|\.)(facebook|linkedin|instagram|twitter|x|youtube|google|wixsite|wordpress|blogspot|weebly|github|gmail|hotmail|outlook|yahoo|voog|zone|inforegister|teatmik|neti|hot|mail)\.(com|ee|org|net|io)$/

/** The registered name of a website: without `www` and without a path. */
export function domainOf(website: string | null): string | null {
  if (website === null) return null
  const host = /^(?:https?:\/\/)?(?:www\d?\.)?([^/:?#\s]+)/i.exec(website.trim())?.[1]?.toLowerCase() ?? ''
  return host.includes('.') && !sharedDomains.test(host) ? host : null
}

function plainCode(code: string | null): string | null {
  const plain = code?.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase() ?? ''
  return plain === '' ? null : plain
}

function same(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a) && a === b
}

function differ(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a) && Boolean(b) && a !== b
}

function put(map: Map<string, number[]>, key: string | null, at: number): void {
  if (key === null || key === '') return
  const held = map.get(key)
  if (held) held.push(at)
  else map.set(key, [at])
}
