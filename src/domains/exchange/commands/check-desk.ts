import { CompanyIndex, sureFrom } from '#engines/duplicates/company-index.ts'
import { PartIndex } from '#engines/duplicates/part-index.ts'
import type { Facts, ReadRow, RowProblem } from '#engines/member-lists/facts.ts'
import { isBlank, readRow } from '#engines/member-lists/read-row.ts'
import { sha256Of } from '#platform/files/store.ts'
import { changesOf, effectiveChanges } from '../rules/merge.ts'
import type { DecisionInput, ItemPart, Outcome, PlanInput } from '../schema.ts'
import type { Candidate } from '../tables.ts'

export type KnownRecord = { id: string; companyId: string; version: number; facts: Facts }
export type Decided = { number: number; part: ItemPart } & DecisionInput
export type CheckedItem = {
  number: number
  part: ItemPart
  outcome: Outcome
  label: string
  targetId: string | null
  ownerId: string | null
  targetVersion: number | null
  facts: Facts
  before: Facts
  candidates: Candidate[]
  problems: RowProblem[]
}
/** What the cluster knows of memberships. */
export type HouseRules = {
  nextStatuses: Record<string, readonly string[]>
  tiers: { en?: string; et?: string }[]
}
export type CheckQuestion =
  | { kind: 'begin'; importId: string; plan: PlanInput; house: HouseRules }
  | { kind: 'known'; part: ItemPart; records: KnownRecord[] }
  | { kind: 'rows'; rows: { number: number; cells: string[] }[]; decisions: Decided[] }

type Held = { version: number | null; companyId: string; facts: Facts; row: number | null }

/** Compares a list with what is here and with itself, row after row. It remembers, so it runs in one thread to the end. */
export function openCheckDesk(): (question: CheckQuestion) => CheckedItem[] {
  let check: ListCheck | undefined
  return (question) => {
    if (question.kind === 'begin') {
      check = new ListCheck(question.importId, question.plan, question.house)
      return []
    }
    if (!check) throw new Error('The desk was not told which list it is about.')
    if (question.kind === 'known') {
      for (const record of question.records) check.addKnown(question.part, record)
      return []
    }
    const desk = check
    const decided = new Map(question.decisions.map((one) => [`${one.number} ${one.part}`, one]))
    return question.rows.flatMap(({ number, cells }) =>
      isBlank(cells) ? [] : desk.checkRow(number, cells, decided),
    )
  }
}

/** The id a new record of this row will have: the same however often the list is looked at. */
export function plannedId(importId: string, number: number, part: ItemPart): string {
  const hash = sha256Of(new TextEncoder().encode(`${importId} ${number} ${part}`))
  // RFC 9562 version 8: an id made by a rule of one's own.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

class ListCheck {
  readonly #importId: string
  readonly #plan: PlanInput
  readonly #nextStatuses: HouseRules['nextStatuses']
  readonly #tiers: ReadonlyMap<string, string>
  readonly #held: Record<ItemPart, Map<string, Held>> = {
    company: new Map(),
    person: new Map(),
    product: new Map(),
  }
  readonly #companies = new CompanyIndex()
  readonly #parts = { person: new PartIndex(), product: new PartIndex() }

  constructor(importId: string, plan: PlanInput, { nextStatuses, tiers }: HouseRules) {
    this.#importId = importId
    this.#plan = plan
    this.#nextStatuses = nextStatuses
    this.#tiers = new Map(
      tiers.flatMap(({ en, et }) =>
        [en, et].flatMap((name) => (name ? [[name.toLowerCase(), en ?? et ?? name]] : [])),
      ),
    )
  }

  addKnown(part: ItemPart, { id, companyId, version, facts }: KnownRecord): void {
    this.#hold(part, id, { version, companyId, facts, row: null })
  }

  checkRow(number: number, cells: readonly string[], decided: ReadonlyMap<string, Decided>): CheckedItem[] {
    const row = readRow(cells, this.#plan)
    const decisionOf = (part: ItemPart) => decided.get(`${number} ${part}`)
    if (this.#plan.kind === 'companies') {
      const company = this.#checkCompany(number, row, decisionOf('company'))
      if (!row.person) return [company]
      const person = this.#checkPart(
        number,
        'person',
        { facts: row.person, problems: [] },
        ownerOf(company),
        decisionOf('person'),
      )
      return [company, person]
    }
    const part = this.#plan.kind === 'people' ? 'person' : 'product'
    const facts = (part === 'person' ? row.person : row.product) ?? {}
    const owner = this.#findOwner(row)
    return [this.#checkPart(number, part, { facts, problems: row.problems }, owner, decisionOf(part))]
  }

  #checkCompany(number: number, row: ReadRow, decision: Decided | undefined): CheckedItem {
    const item = this.#withTier(makeItem(number, 'company', row.company ?? {}, row.problems))
    const { facts } = item
    if (isRefused(item))
      return { ...item, outcome: decision?.verdict === 'leave-out' ? 'left-out' : 'problem' }
    const found = this.#companies.find({
      id: '',
      name: textOf(facts.legalName),
      country: textOrNull(facts.country),
      registerCode: textOrNull(facts.registerCode),
      vatNumber: textOrNull(facts.vatNumber),
      website: textOrNull(facts.website),
    })
    const settled = this.#settle(item, found, decision)
    if (settled.targetId === null) return settled
    return this.#compare({ ...settled, ownerId: settled.targetId }, decision)
  }

  #checkPart(
    number: number,
    part: 'person' | 'product',
    read: { facts: Facts; problems: RowProblem[] },
    owner: Owner,
    decision: Decided | undefined,
  ): CheckedItem {
    const item = makeItem(number, part, read.facts, [...read.problems, ...owner.problems])
    if (decision?.verdict === 'leave-out') return { ...item, outcome: 'left-out' }
    if (owner.outcome === 'left-out') return { ...item, outcome: 'left-out' }
    if (isRefused(item) || owner.outcome === 'problem') return { ...item, outcome: 'problem' }
    // Who belongs to an open company is open too, until somebody names the company, or the very person in it.
    const named = decision?.verdict === 'same-as' ? decision.targetId : null
    const isOwn = named !== null && this.#held[part].has(named)
    const ownerId =
      owner.id ?? (isOwn ? (this.#held[part].get(named)?.companyId ?? null) : this.#companyOf(named))
    if (ownerId === null) return { ...item, outcome: 'doubtful', candidates: owner.candidates }
    const found = this.#parts[part].find({
      id: '',
      ownerId,
      name: textOf(read.facts.name),
      mark: part === 'person' ? textOrNull(read.facts.email) : null,
    })
    const ownDecision = owner.id === null && !isOwn ? undefined : decision
    const settled = this.#settle(
      { ...item, ownerId },
      found.map((one) => ({ ...one, against: [] })),
      ownDecision,
    )
    return settled.targetId === null ? settled : this.#compare(settled, decision)
  }

  /** Which record a row is: by its Talgud ID, by what somebody decided, or because there is no doubt. */
  #settle(
    item: CheckedItem,
    found: readonly { id: string; score: number; signs: string[]; against: string[] }[],
    decision: Decided | undefined,
  ): CheckedItem {
    const candidates = found.map((one) => this.#candidate(item.part, one))
    const planned = plannedId(this.#importId, item.number, item.part)
    const withThem = { ...item, candidates }
    if (decision?.verdict === 'leave-out') return { ...withThem, outcome: 'left-out' }
    if (decision?.verdict === 'new') return { ...withThem, targetId: planned }
    if (
      decision?.verdict === 'same-as' &&
      decision.targetId !== null &&
      this.#held[item.part].has(decision.targetId)
    ) {
      return { ...withThem, targetId: decision.targetId }
    }
    if (typeof item.facts.id === 'string') {
      if (this.#held[item.part].has(item.facts.id))
        return { ...withThem, candidates: [], targetId: item.facts.id }
      const unknown: RowProblem = { severity: 'row', code: 'id-unknown', cell: item.facts.id }
      return { ...withThem, problems: [...item.problems, unknown], outcome: 'problem' }
    }
    const [best, next] = candidates
    if (best === undefined) return { ...withThem, targetId: planned }
    const isSure =
      best.score >= sureFrom &&
      (next === undefined || next.score < sureFrom || best.score - next.score >= 0.03)
    return isSure ? { ...withThem, targetId: best.id } : { ...withThem, outcome: 'doubtful' }
  }

  /** What a settled row would change; the record is then as the row leaves it, for the rows after it. */
  #compare(item: CheckedItem, decision: Decided | undefined): CheckedItem {
    const { part, number } = item
    const targetId = item.targetId ?? ''
    const held = this.#held[part].get(targetId)
    const ownerId = part === 'company' ? targetId : (item.ownerId ?? '')
    const { id: _, ...facts } = item.facts
    if (!held) {
      this.#hold(part, targetId, { version: null, companyId: ownerId, facts, row: number })
      return { ...item, facts, ownerId, outcome: 'new' }
    }
    const problems = [...item.problems]
    if (part === 'company' && !this.#mayBecome(held.facts.status, facts.status)) {
      problems.push({
        severity: 'cell',
        code: 'status-order',
        field: 'company.status',
        cell: textOf(facts.status),
      })
      delete facts.status
    }
    const changes = effectiveChanges(changesOf(held.facts, facts, this.#plan, decision?.choices ?? {}))
    const before = Object.fromEntries(Object.keys(facts).flatMap((field) => pair(field, held.facts[field])))
    // A list of people may move nobody: whoever is found belongs to the company they were found in.
    held.facts = {
      ...held.facts,
      ...Object.fromEntries(changes.flatMap(({ field, after }) => pair(field, after ?? undefined))),
    }
    return {
      ...item,
      facts,
      before,
      problems,
      ownerId: held.companyId,
      targetVersion: held.version,
      outcome: changes.length > 0 ? 'change' : 'same',
    }
  }

  /** A kind of membership is stated by its name in either language; one nobody offers is no reason to lose the row. */
  #withTier(item: CheckedItem): CheckedItem {
    const { tier, ...facts } = item.facts
    if (typeof tier !== 'string') return item
    const known = this.#tiers.get(tier.toLowerCase())
    if (known !== undefined) return { ...item, facts: { ...facts, tier: known } }
    const problem: RowProblem = { severity: 'cell', code: 'tier-unknown', field: 'company.tier', cell: tier }
    return { ...item, facts, problems: [...item.problems, problem] }
  }

  #mayBecome(now: unknown, then: unknown): boolean {
    if (typeof now !== 'string' || typeof then !== 'string') return true
    return this.#nextStatuses[now]?.includes(then) ?? false
  }

  #findOwner({ owner = {} }: ReadRow): Owner {
    const id = typeof owner.id === 'string' ? owner.id : undefined
    if (id !== undefined && this.#held.company.has(id)) return { ...noOwner, id }
    const name = textOf(owner.legalName)
    const shown =
      name || textOf(owner.registerCode) || textOf(owner.website) || textOf(owner.vatNumber) || (id ?? '')
    if (shown === '') return noOwner
    const found = this.#companies.find({
      id: '',
      name: name || '\u0000',
      country: textOrNull(owner.country),
      registerCode: textOrNull(owner.registerCode),
      vatNumber: textOrNull(owner.vatNumber),
      website: textOrNull(owner.website),
    })
    const candidates = found.map((one) => this.#candidate('company', one))
    const [best, next] = candidates
    if (best === undefined) {
      return {
        ...noOwner,
        outcome: 'problem',
        problems: [{ severity: 'row', code: 'company-unknown', cell: shown.slice(0, 80) }],
      }
    }
    // A website alone names a company well enough when it is the only thing the row says.
    const isSure = best.score >= sureFrom || (name === '' && best.signs.length > 0)
    if (isSure && (next === undefined || best.score > next.score)) return { ...noOwner, id: best.id }
    return {
      ...noOwner,
      candidates,
      problems: [{ severity: 'note', code: 'company-doubtful', cell: shown.slice(0, 80) }],
    }
  }

  #companyOf(id: string | null): string | null {
    return id !== null && this.#held.company.has(id) ? id : null
  }

  #candidate(
    part: ItemPart,
    found: { id: string; score: number; signs: string[]; against: string[] },
  ): Candidate {
    const held = this.#held[part].get(found.id)
    const label = textOf(held?.facts.legalName ?? held?.facts.name)
    return { ...found, label, row: held?.row ?? null }
  }

  #hold(part: ItemPart, id: string, held: Held): void {
    this.#held[part].set(id, held)
    const { facts } = held
    if (part === 'company') {
      this.#companies.add({
        id,
        name: textOf(facts.legalName),
        country: textOrNull(facts.country),
        registerCode: textOrNull(facts.registerCode),
        vatNumber: textOrNull(facts.vatNumber),
        website: textOrNull(facts.website),
      })
      return
    }
    const mark = part === 'person' ? textOrNull(facts.email) : null
    this.#parts[part].add({ id, ownerId: held.companyId, name: textOf(facts.name), mark })
  }
}

/** Whose person or product it is: known, open (with candidates), or in the way. */
type Owner = { id: string | null; outcome: Outcome | null; candidates: Candidate[]; problems: RowProblem[] }
const noOwner: Owner = { id: null, outcome: null, candidates: [], problems: [] }

function ownerOf(company: CheckedItem): Owner {
  return { ...noOwner, id: company.targetId, outcome: company.outcome }
}

function makeItem(number: number, part: ItemPart, facts: Facts, problems: RowProblem[]): CheckedItem {
  const label = textOf(facts.legalName ?? facts.name ?? facts.id).slice(0, 200)
  return {
    number,
    part,
    outcome: 'doubtful',
    label,
    targetId: null,
    ownerId: null,
    targetVersion: null,
    facts,
    before: {},
    candidates: [],
    problems,
  }
}

function isRefused({ problems }: CheckedItem): boolean {
  return problems.some(({ severity }) => severity === 'row')
}

function textOf(fact: Facts[string] | undefined): string {
  return fact === undefined || Array.isArray(fact) ? '' : String(fact)
}

function textOrNull(fact: Facts[string] | undefined): string | null {
  return textOf(fact) || null
}

function pair<T>(field: string, value: T | undefined): [string, T][] {
  return value === undefined ? [] : [[field, value]]
}
