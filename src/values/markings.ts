/** A protective marking found in a text: the words as written, and whose marking it is. */
export type Marking = {
  words: string
  kind: 'estonian' | 'eu' | 'nato' | 'national' | 'official-use' | 'commercial'
}

/**
 * The markings a text or file name carries. Marked means: the marking stands alone on its line, as in a header, a
 * footer or a stamp, or opens a paragraph in brackets. A sentence that only speaks of a level ("cleared to NATO
 * SECRET", "piiratud hankemenetlus") carries none. Commercial confidentiality is told apart: it only calls for care.
 *
 * Levels: Estonian State Secrets and Classified Information of Foreign States Act § 5; Council Decision 2013/488/EU
 * Annex I; NATO C-M(2002)49; Estonian Public Information Act § 41 (for official use).
 */
export function findMarkings(text: string): Marking[] {
  if (!worthALook.test(text)) return []
  const found = new Map<string, Marking>()
  for (const line of text.split(lineEnds)) {
    const marking = markingOfLine(line)
    if (marking) found.set(marking.words.toUpperCase(), marking)
  }
  return [...found.values()]
}

/** The marking a file's name carries at its beginning or end, underscores and dashes read as spaces. */
export function findMarkingsInName(name: string): Marking[] {
  const words = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  for (let length = Math.min(words.length, 6); length > 0; length -= 1) {
    for (const part of [words.slice(0, length), words.slice(-length)]) {
      const marking = markingOfLine(part.join(' '))
      // "Confidential" in a name is everyday; the text itself is what one should look at.
      if (marking && marking.kind !== 'commercial' && !isEveryday(words)) return [marking]
    }
  }
  return []
}

/** Whether the marking keeps a text out; a commercial one only warns. */
export function isClassified(marking: Marking): boolean {
  return marking.kind !== 'commercial'
}

const lineEnds = /\r\n?|[\n\v\f\u0085\u2028\u2029]/
const longestLine = 120

type Rule = { kind: Marking['kind']; words: RegExp; inCapitals: boolean }

// A common word is a marking only in capitals; a phrase nobody writes by chance in any case.
const rules: readonly Rule[] = [
  {
    kind: 'nato',
    inCapitals: false,
    words: /^(COSMIC TOP SECRET|NATO (RESTRICTED|CONFIDENTIAL|SECRET))( ATOMAL)?$/,
  },
  { kind: 'nato', inCapitals: false, words: /^NATO DIFFUSION RESTREINTE$/ },
  {
    kind: 'eu',
    inCapitals: false,
    words:
      /^(RESTREINT UE|CONFIDENTIEL UE|SECRET UE|TR[ÈE]S SECRET UE|EU RESTRICTED|EU CONFIDENTIAL|EU SECRET|EU TOP SECRET)( ?\/ ?(EU (RESTRICTED|CONFIDENTIAL|SECRET|TOP SECRET)))?$/,
  },
  { kind: 'eu', inCapitals: true, words: /^(R|C|S|TS) ?UE ?\/ ?EU ?(R|C|S|TS)$/ },
  { kind: 'estonian', inCapitals: false, words: /^TÄIESTI SALAJANE$/ },
  { kind: 'estonian', inCapitals: true, words: /^(PIIRATUD|KONFIDENTSIAALNE|SALAJANE)$/ },
  { kind: 'estonian', inCapitals: false, words: /^(PIIRATUD|KONFIDENTSIAALSE|SALAJASE) TASE(ME TEAVE)?$/ },
  { kind: 'official-use', inCapitals: false, words: /^(AK |MÄRGE )?ASUTUSESISESEKS KASUTAMISEKS( AK)?$/ },
  { kind: 'official-use', inCapitals: true, words: /^(AK|FOR OFFICIAL USE ONLY|OFFICIAL SENSITIVE)$/ },
  {
    kind: 'national',
    inCapitals: true,
    words: /^(UK |US )?(TOP SECRET|SECRET|RESTRICTED)( UK| US)?( EYES ONLY)?$/,
  },
  {
    kind: 'national',
    inCapitals: false,
    words:
      /^(VS NUR FÜR DEN DIENSTGEBRAUCH|VS VERTRAULICH|STRENG GEHEIM|DIFFUSION RESTREINTE|TRÈS SECRET DÉFENSE|SECRET DÉFENSE|KÄYTTÖ RAJOITETTU|ERITTÄIN SALAINEN|RIBOTO NAUDOJIMO|VISIŠKAI SLAPTAI|DIENESTA VAJADZĪBĀM|SEVIŠĶI SLEPENI)$/,
  },
  { kind: 'national', inCapitals: true, words: /^(GEHEIM|SALAINEN|SLAPTAI|SLEPENI|HEMLIG)$/ },
  {
    kind: 'commercial',
    inCapitals: false,
    words:
      /^((STRICTLY|COMPANY|COMMERCIAL|COMMERCIALLY|BUSINESS|PRIVATE AND) )?CONFIDENTIAL( INFORMATION)?$|^(COMMERCIAL )?IN CONFIDENCE$|^PROPRIETARY( INFORMATION)?$|^TRADE SECRET$|^KONFIDENTSIAALNE( TEAVE)?$|^ÄRISALADUS$/,
  },
]

// "(NR) Text …": a paragraph marked on its own. U and NU mark what is open.
const paragraphMark = /^\s*\((NR|NC|NS|CTS|R-UE\/EU-R|C-UE\/EU-C|S-UE\/EU-S)\)\s/

// Cheap to ask of every text that comes in: none of the rules can hold where this does not.
const worthALook =
  /secret|secr[eè]t|restric|restreint|confiden|konfidents|salaja|piiratud|kasutamiseks|ärisaladus|proprietary|official|geheim|vertraulich|dienstgebrauch|salainen|rajoitettu|slapt|naudojimo|slepeni|vajadzībām|hemlig|\bAK\b|\bUE\b|\((?:NR|NC|NS|CTS)\)|S ?A ?L ?A ?J|P ?I ?I ?R ?A ?T|S ?E ?C ?R ?E ?T/i

function markingOfLine(line: string): Marking | undefined {
  const opened = paragraphMark.exec(line)?.[1]
  if (opened) return { words: opened, kind: opened.includes('UE') ? 'eu' : 'nato' }

  const words = joinSpaced(bare(line))
  if (words === '' || words.length > longestLine) return undefined
  const isInCapitals = words === words.toUpperCase()
  const capitals = words.toUpperCase()
  const rule = rules.find((one) => (isInCapitals || !one.inCapitals) && one.words.test(capitals))
  return rule && { words, kind: rule.kind }
}

/** The words of a line without what stands around a marking: rules, page numbers, whom it is released to. */
function bare(line: string): string {
  return line
    .slice(0, 4 * longestLine)
    .normalize('NFC')
    .replace(/\b(REL(EASABLE)? TO|RELEASABLE|NOFORN|ANDMIKE?|MÄRGE TEHTUD|KEHTIB KUNI)\b.*$/i, '')
    .replace(/(?<=\p{L})\s*[-–—‐]\s*(?=\p{L})/gu, ' ')
    .replace(/[^\p{L}/ ]+/gu, ' ')
    .replace(/\b(PAGE|LK|LEHEKÜLG)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ /]+|[ /]+$/g, '')
}

/** `S A L A J A N E` is a way to write a stamp. */
function joinSpaced(words: string): string {
  return /^(\p{L} ){3,}\p{L}$/u.test(words) ? words.replaceAll(' ', '') : words
}

/** "Piiratud hankemenetlus" is a procurement procedure, "piiratud vastutus" a legal form. */
function isEveryday(words: readonly string[]): boolean {
  return words.some((word) => /^(hanke|menetlus|vastutus|procedure|tender)/i.test(word))
}
