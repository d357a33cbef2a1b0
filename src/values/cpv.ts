/** Codes of the Common Procurement Vocabulary 2008 (Regulation (EC) 213/2008): eight digits, a tree by leading digits. */

export type CpvLevel = 'division' | 'group' | 'class' | 'category' | 'sub-category'

const DIVISION_DIGITS = 2

/** Whether the text has the form of a CPV code without its check digit; says nothing about whether the code is in the list. */
export function isCpvForm(text: string): boolean {
  return /^\d{8}$/.test(text) && !text.startsWith('00')
}

/** Takes `35000000`, `35000000-4` or `3500 0000`; gives the eight digits, or undefined. */
export function readCpv(text: string): string | undefined {
  const digits = text.replace(/[\s.]/g, '').replace(/-\d$/, '')
  return isCpvForm(digits) ? digits : undefined
}

export function cpvLevel(code: string): CpvLevel {
  const depth = significant(code).length
  if (depth === 2) return 'division'
  if (depth === 3) return 'group'
  if (depth === 4) return 'class'
  return depth === 5 ? 'category' : 'sub-category'
}

/** The next wider code by form; the published list leaves out some of these, so look up the nearest one that exists. */
export function cpvParent(code: string): string | undefined {
  const digits = significant(code)
  return digits.length > DIVISION_DIGITS ? pad(digits.slice(0, -1)) : undefined
}

/** From the next wider code up to the division. */
export function cpvAncestors(code: string): string[] {
  const parent = cpvParent(code)
  return parent === undefined ? [] : [parent, ...cpvAncestors(parent)]
}

/** Whether `code` is `wider` itself or lies under it. */
export function isWithinCpv(code: string, wider: string): boolean {
  return code.startsWith(significant(wider))
}

/** The deepest code both lie under (or are), or undefined when even their divisions differ. */
export function sharedCpvNode(a: string, b: string): string | undefined {
  let same = 0
  while (same < 8 && a[same] === b[same]) same += 1
  if (same < DIVISION_DIGITS) return undefined
  const digits = a.slice(0, same)
  return pad(significant(pad(digits)))
}

/** The digits that every code under this one begins with; the code may be a mere beginning itself, from two digits on. */
export function cpvBeginning(code: string): string {
  return significant(code)
}

/** Of these codes or beginnings those that no count by division tells of. */
export function withoutDivisions(codes: readonly string[]): string[] {
  return codes.filter((code) => code.length < 8 || cpvLevel(code) !== 'division')
}

/** The digits that carry meaning: trailing zeros off, the two of the division always kept. */
function significant(code: string): string {
  return code.slice(0, DIVISION_DIGITS) + code.slice(DIVISION_DIGITS).replace(/0+$/, '')
}

function pad(digits: string): string {
  return digits.padEnd(8, '0')
}
