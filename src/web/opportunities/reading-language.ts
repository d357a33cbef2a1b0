import type { Notice } from './shapes.ts'

/** The languages the notice is written in, its own first. */
export function languagesOf(notice: Pick<Notice, 'titles' | 'languages'>): string[] {
  const written = Object.keys(notice.titles).filter((one) => notice.titles[one]?.trim())
  const own = notice.languages.filter((one) => written.includes(one))
  return [...own, ...written.filter((one) => !own.includes(one))]
}

/** The language to show: the one asked for, the reader's, English, the notice's own; undefined when it has no title. */
export function readingLanguage(
  notice: Pick<Notice, 'titles' | 'languages'>,
  wanted: string | undefined,
  language: string,
): string | undefined {
  const has = languagesOf(notice)
  return [wanted, language, 'en'].find((one) => one !== undefined && has.includes(one)) ?? has[0]
}
