import type { Reason } from '#engines/matching/types.ts'

/** The weightiest reasons of a match in a few words, for a line of a mail. */
export function sayReasons(language: 'en' | 'et', why: readonly Reason[]): string {
  return why
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 2)
    .map((reason) => (language === 'et' ? inEstonian(reason) : inEnglish(reason)))
    .join('; ')
}

function inEnglish(reason: Reason): string {
  switch (reason.kind) {
    case 'cpv':
      return `CPV ${reason.code}: ${reason.source.name}`
    case 'words':
      return `the words ${reason.words.slice(0, 4).join(', ')}: ${reason.source.name}`
    case 'meaning':
      return `like in meaning: ${reason.source.name}`
    case 'buyer':
      return `has delivered to ${reason.buyer}`
    case 'country':
      return reason.how === 'seat' ? 'in its own country' : 'a country it exports to'
    case 'place':
      return 'near by'
  }
}

function inEstonian(reason: Reason): string {
  switch (reason.kind) {
    case 'cpv':
      return `CPV ${reason.code}: ${reason.source.name}`
    case 'words':
      return `sõnad ${reason.words.slice(0, 4).join(', ')}: ${reason.source.name}`
    case 'meaning':
      return `tähenduselt lähedane: ${reason.source.name}`
    case 'buyer':
      return `on tarninud hankijale ${reason.buyer}`
    case 'country':
      return reason.how === 'seat' ? 'oma riigis' : 'riik, kuhu eksporditakse'
    case 'place':
      return 'lähedal'
  }
}
