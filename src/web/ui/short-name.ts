/** A company's name without its legal form, where room is scarce: "Milrem AS" is "Milrem". */
export function shortName(name: string): string {
  const short = name.replace(legalForm, '').replace(/[,\s]+$/, '')
  return short === '' ? name : short
}

/** Two letters to know a company by: of its first two words, else of its one word. */
export function initialsOf(name: string): string {
  const [first = '', second] = shortName(name).match(/[\p{L}\p{N}]+/gu) ?? []
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]]
  return letters.join('').toUpperCase()
}

const legalForm =
  /[,\s]+(OÜ|AS|MTÜ|SA|TÜ|UÜ|SIA|UAB|AB|Oy|Oyj|Ab|ApS|A\/S|GmbH|AG|B\.?V\.?|Ltd\.?|Limited|Inc\.?|LLC|S\.?A\.?S?|Sp\. z o\.o\.)$/u
