/** A mail in words. `action` is the one link the reader is meant to follow. */
export type Letter = {
  subject: string
  paragraphs: readonly string[]
  action?: { label: string; url: string }
  /** Small print under the action. */
  footnote?: string
}

/** A letter in the reader's language; every template is one function of this kind. */
export type Template<Data> = (language: 'en' | 'et', data: Data) => Letter

/** The letter as plain text and as simple HTML. Every word is escaped here; a template never writes HTML. */
export function renderLetter(letter: Letter): { subject: string; text: string; html: string } {
  const { paragraphs, action, footnote } = letter
  const text = [...paragraphs, ...(action ? [`${action.label}:\n${action.url}`] : []), footnote ?? '']
    .filter((part) => part !== '')
    .join('\n\n')
  const html = [
    ...paragraphs.map((words) => `<p>${escapeHtml(words)}</p>`),
    ...(action ? [`<p><a href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a></p>`] : []),
    ...(footnote ? [`<p><small>${escapeHtml(footnote)}</small></p>`] : []),
  ].join('\n')
  return { subject: oneLine(letter.subject).slice(0, 200), text: `${text}\n`, html: `${html}\n` }
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
