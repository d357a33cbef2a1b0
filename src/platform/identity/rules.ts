import type { Actor, Role } from './actor.ts'

/** The parts of Talgud that API tokens may open, by the tag of their endpoints. A tag that is not here stays shut. */
const areaOfTag: Record<string, TokenArea> = {
  Overview: 'overview',
  Members: 'members',
  'Lists of members': 'members',
  Dues: 'dues',
  Opportunities: 'opportunities',
  'Tender feed': 'tender-feed',
  'Code lists': 'code-lists',
  Activity: 'activity',
}

export type TokenArea =
  | 'overview'
  | 'members'
  | 'dues'
  | 'opportunities'
  | 'tender-feed'
  | 'code-lists'
  | 'activity'
export type TokenScope = `${'read' | 'write'}:${TokenArea}`

/** What is looked at of an endpoint. */
type Door = { method: string; tag: string; knock: 'anyone' | 'signed-in' | readonly Role[] }

/**
 * The scope that a token must have for this endpoint; without one no token opens it. What asks for no hat is one's own
 * account or open to everybody, and neither is a program's business.
 */
export function scopeOf({ method, tag, knock }: Door): TokenScope | undefined {
  const area = areaOfTag[tag]
  if (area === undefined || knock === 'anyone' || knock === 'signed-in') return undefined
  return `${method === 'get' ? 'read' : 'write'}:${area}`
}

/** The scopes that open anything at all under this role. */
export function scopesFor(role: Actor['role'], doors: readonly Door[]): TokenScope[] {
  const open = doors.filter(({ knock }) => Array.isArray(knock) && knock.some((one) => one === role))
  return [...new Set(open.map(scopeOf))].filter((scope) => scope !== undefined).sort(byArea)
}

/** What concerns one area stands together. */
function byArea(one: TokenScope, other: TokenScope): number {
  const [[verb = '', area = ''], [otherVerb = '', otherArea = '']] = [one.split(':'), other.split(':')]
  return area.localeCompare(otherArea) || verb.localeCompare(otherVerb)
}
