/** A company's name without its legal form, where room is scarce: "Milrem AS" is "Milrem". */
export function shortName(name: string): string {
  const short = name.replace(legalForm, '').replace(/[,\s]+$/, '')
  return short === '' ? name : short
}

const legalForm =
  /[,\s]+(OÜ|AS|MTÜ|SA|TÜ|UÜ|SIA|UAB|AB|Oy|Oyj|Ab|ApS|A\/S|GmbH|AG|B\.?V\.?|Ltd\.?|Limited|Inc\.?|LLC|S\.?A\.?S?|Sp\. z o\.o\.)$/u
