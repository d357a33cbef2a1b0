// A topic's text is some tens of thousands of letters long.
const longest = 2_000_000

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  euro: '€',
  middot: '·',
  shy: '',
  ensp: ' ',
  emsp: ' ',
}

/**
 * The words of an HTML text, a paragraph or list item a line. Nothing of the markup is kept, so nothing of it can ever
 * run; scripts and styles go with their content.
 */
export function textOfHtml(markup: string): string {
  const html = markup.slice(0, longest)
  const lower = html.toLowerCase()
  // Some letters grow when lowered; then places no longer agree.
  if (lower.length !== html.length) return textOfHtml(lower)
  const parts: string[] = []
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    if (open < 0) {
      parts.push(html.slice(at))
      break
    }
    parts.push(html.slice(at, open))
    const name = /^<\/?([a-z][a-z0-9]*)|^<!--/i.exec(html.slice(open, open + 24))
    // A lone bracket is a word like any other: "x < y".
    if (name === null) {
      parts.push('<')
      at = open + 1
      continue
    }
    const tag = (name[1] ?? '').toLowerCase()
    const isHidden = /^<(script|style)$/i.test(name[0])
    const end = name[0] === '<!--' ? '-->' : isHidden ? `</${tag}` : '>'
    const close = lower.indexOf(end, open + name[0].length)
    if (close < 0) break
    at = isHidden ? close : close + end.length
    if (tag === 'li' && !name[0].startsWith('</')) parts.push('\n• ')
    else if (breaks.has(tag)) parts.push('\n')
  }
  return tidy(parts.map(decode).join(''))
}

const breaks = new Set(
  'p div br tr ul ol table section article header footer h1 h2 h3 h4 h5 h6 dt dd blockquote'.split(' '),
)

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    const isText = code >= 32 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
    return isText ? String.fromCodePoint(code) : ' '
  })
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((line) => line !== '' && line !== '•')
    .join('\n')
}
