/** A mail in words. `action` is the one link the reader is meant to follow. */
export type Letter = {
  subject: string
  paragraphs: readonly string[]
  /** Things the letter lists, each with its page. */
  items?: readonly LetterItem[]
  action?: { label: string; url: string }
  /** Small print under the action. */
  footnote?: string
  /** How to get no more letters like this one. */
  wayOut?: { label: string; url: string }
}

/** A thing of a list: its name leads to its page; `heading` begins a new part of the list before it. */
export type LetterItem = {
  heading?: string
  title: string
  url: string
  lines: readonly string[]
  /** Something to do about the part that ends here. */
  after?: { label: string; url: string }
}

/** A letter in the reader's language; every template is one function of this kind. */
export type Template<Data> = (language: 'en' | 'et', data: Data) => Letter

/** The letter as plain text and as simple HTML. Every word is escaped here; a template never writes HTML. */
export function renderLetter(letter: Letter): { subject: string; text: string; html: string } {
  const { paragraphs, items = [], action, footnote, wayOut } = letter
  const text = [
    ...paragraphs,
    ...items.map(itemText),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    footnote ?? '',
    ...(wayOut ? [`${wayOut.label}: ${wayOut.url}`] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
  const html = [
    ...paragraphs.map((words) => `<p>${escapeHtml(words)}</p>`),
    ...items.map(itemHtml),
    ...(action ? [`<p><a href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a></p>`] : []),
    ...(footnote ? [`<p><small>${escapeHtml(footnote)}</small></p>`] : []),
    ...(wayOut
      ? [`<p><small><a href="${escapeHtml(wayOut.url)}">${escapeHtml(wayOut.label)}</a></small></p>`]
      : []),
  ].join('\n')
  return { subject: oneLine(letter.subject).slice(0, 200), text: `${text}\n`, html: `${html}\n` }
}

function itemText({ heading, title, url, lines, after }: LetterItem): string {
  return [
    ...(heading === undefined ? [] : [`== ${oneLine(heading)}`, '']),
    oneLine(title),
    ...lines.map((line) => `  ${oneLine(line)}`),
    `  ${url}`,
    ...(after === undefined ? [] : ['', `${after.label}: ${after.url}`]),
  ].join('\n')
}

function itemHtml({ heading, title, url, lines, after }: LetterItem): string {
  const link = `<a href="${escapeHtml(url)}">${escapeHtml(oneLine(title))}</a>`
  return [
    ...(heading === undefined ? [] : [`<h2>${escapeHtml(oneLine(heading))}</h2>`]),
    `<p>${[`<strong>${link}</strong>`, ...lines.map((line) => escapeHtml(oneLine(line)))].join('<br>')}</p>`,
    ...(after === undefined
      ? []
      : [`<p><small><a href="${escapeHtml(after.url)}">${escapeHtml(after.label)}</a></small></p>`]),
  ].join('\n')
}

/** One line without control characters: a header can never grow a second one. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
}

/** Text that stands in HTML as it is written. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
