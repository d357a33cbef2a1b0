import { distinct, toCpv } from './codes.ts'
import type { Nature, NoticeKind, ParsedNotice } from './notice.ts'

/** TED's procedure codes as those of eForms (BT-105). Not applicable, not specified and other say nothing. */
export const PROCEDURES: ReadonlyMap<string, string> = new Map([
  ['1', 'open'],
  ['2', 'restricted'],
  ['3', 'restricted'],
  ['4', 'neg-w-call'],
  ['6', 'neg-w-call'],
  ['A', 'neg-wo-call'],
  ['B', 'neg-w-call'],
  ['C', 'comp-dial'],
  ['F', 'neg-wo-call'],
  ['G', 'innovation'],
  ['T', 'neg-wo-call'],
  ['V', 'neg-wo-call'],
])

/** TED's codes of main activities as those of eForms (BT-10, BT-610). */
export const ACTIVITIES: ReadonlyMap<string, string> = new Map([
  ['A', 'hc-am'],
  ['B', 'soc-pro'],
  ['C', 'rcr'],
  ['D', 'defence'],
  ['E', 'env-pro'],
  ['F', 'econ-aff'],
  ['G', 'gas-heat'],
  ['H', 'health'],
  ['I', 'airport'],
  ['J', 'gas-oil'],
  ['K', 'port'],
  ['L', 'education'],
  ['M', 'solid-fuel'],
  ['N', 'electricity'],
  ['P', 'post'],
  ['R', 'rail'],
  ['S', 'gen-pub'],
  ['T', 'urttb'],
  ['U', 'pub-os'],
  ['W', 'water'],
])

/** TED's codes of contract nature (BT-23). */
export const NATURES: ReadonlyMap<string, Nature> = new Map([
  ['1', 'works'],
  ['2', 'supplies'],
  ['4', 'services'],
])

/** TED's document types by what they amount to. */
export const KINDS: ReadonlyMap<string, NoticeKind> = new Map([
  ['0', 'planning'], // prior information without call for competition
  ['1', 'other'], // corrigendum
  ['2', 'other'], // additional information
  ['3', 'competition'], // contract notice
  ['4', 'competition'], // prequalification
  ['5', 'competition'], // request for proposals
  ['7', 'result'], // contract award
  ['A', 'competition'], // prior information with call for competition
  ['B', 'planning'], // buyer profile
  ['C', 'competition'], // works concession
  ['D', 'competition'], // design contest
  ['E', 'competition'], // works contracts awarded by the concessionaire
  ['F', 'competition'], // subcontract
  ['H', 'competition'], // services concession
  ['I', 'competition'], // call for expressions of interest
  ['J', 'result'], // concession award
  ['K', 'modification'], // modification of a contract during its term
  ['M', 'competition'], // periodic indicative with call for competition
  ['O', 'competition'], // qualification system with call for competition
  ['P', 'planning'], // periodic indicative without call for competition
  ['Q', 'competition'], // qualification system without call for competition; eForms files both there
  ['R', 'result'], // results of design contest
  ['S', 'registration'], // European economic interest grouping
  ['V', 'result'], // voluntary ex ante transparency
  ['Y', 'competition'], // dynamic purchasing system
])

/** Main CPV of the form, and every other one that form or coded data name. */
export function cpvOfCodes(
  codes: readonly (string | undefined)[],
  form: Pick<ParsedNotice, 'cpvMain' | 'cpvAdditional'> | undefined,
): { main: string | undefined; additional: string[] } {
  const coded = codes.map(toCpv)
  const main = form?.cpvMain ?? coded.find((code) => code !== undefined)
  const others = distinct([...(form?.cpvAdditional ?? []), ...coded])
  return { main, additional: others.filter((code) => code !== main) }
}
