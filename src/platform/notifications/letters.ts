import type { Letter } from '#platform/mail/letter.ts'
import { notificationKind } from './kinds.ts'

export type ToldLine = { kind: string; title: string; data: Record<string, unknown>; link: string }

/** One piece of news, or a morning's worth of it. The subject names nothing: it stands in lists others may read. */
export function newsLetter(
  language: 'en' | 'et',
  { name, lines, url }: { name: string; lines: readonly ToldLine[]; url: string },
): Letter {
  const say = (line: ToldLine) => notificationKind(line.kind)?.say(language, line.data) ?? ''
  const items = lines.map((line) => ({
    title: line.title,
    url: `${url}${line.link}`,
    lines: [say(line)],
  }))
  const [first] = lines
  const single = lines.length === 1 && first ? notificationKind(first.kind)?.name[language] : undefined
  if (language === 'et') {
    return {
      subject: single ?? `Teile on ${lines.length} uut teadet`,
      paragraphs: [`Tere, ${name}!`],
      items,
      action: { label: 'Kõik teated ja valik, millest kirja saada', url: `${url}/notifications` },
    }
  }
  return {
    subject: single ?? `${lines.length} things are new for you`,
    paragraphs: [`Hello ${name},`],
    items,
    action: { label: 'All notifications, and what to get mail about', url: `${url}/notifications` },
  }
}
