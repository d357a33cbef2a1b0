import type { Letter, LetterItem } from '#platform/mail/letter.ts'
import type { NewsItem } from '../queries/new-notices.ts'
import { sayReasons } from '../rules/say-reasons.ts'

type Language = 'en' | 'et'

/** What is new in one search. */
export type DigestPart = {
  name: string
  count: number
  items: readonly NewsItem[]
  /** The list with this search. */
  listUrl: string
  /** Ends the mails about this search. */
  stopUrl: string
}

export type DigestData = {
  name: string
  clusterName: string
  timeZone: string
  parts: readonly DigestPart[]
  url: string
}

/** New notices of a person's searches. The subject names neither: it stands in lists others may read. */
export function digestLetter(language: Language, data: DigestData): Letter {
  const count = data.parts.reduce((sum, part) => sum + part.count, 0)
  const action = { url: `${data.url}/saved-searches` }
  const items = data.parts.flatMap((part) => itemsOf(language, data, part))
  if (language === 'et') {
    return {
      subject:
        count === 1 ? 'Teie otsingutes on 1 uus hanketeade' : `Teie otsingutes on ${count} uut hanketeadet`,
      paragraphs: [
        `Tere, ${data.name}!`,
        `Klastris ${data.clusterName} leidus teie salvestatud otsingutele uut.`,
      ],
      items,
      action: { ...action, label: 'Salvestatud otsingud ja kirjade aeg' },
    }
  }
  return {
    subject: count === 1 ? '1 new notice in your searches' : `${count} new notices in your searches`,
    paragraphs: [`Hello ${data.name},`, `This is new in ${data.clusterName} for the searches you saved.`],
    items,
    action: { ...action, label: 'Your saved searches, and when these mails come' },
  }
}

function itemsOf(language: Language, data: DigestData, part: DigestPart): LetterItem[] {
  const more = part.count - part.items.length
  const lines = part.items.map(
    (item, place): LetterItem => ({
      ...(place === 0 ? { heading: part.name } : {}),
      title: item.notice.title || item.notice.key,
      url: `${data.url}/opportunities/${item.notice.id}`,
      lines: linesOf(language, data, item),
    }),
  )
  const words = language === 'et' ? `veel ${more}` : `${more} more`
  if (more > 0) lines.push({ title: words, url: part.listUrl, lines: [] })
  const last = lines.at(-1)
  const label =
    language === 'et' ? `Lõpeta kirjad otsingu „${part.name}“ kohta` : `Stop mails about “${part.name}”`
  if (last) last.after = { label, url: part.stopUrl }
  return lines
}

function linesOf(language: Language, { timeZone }: DigestData, { notice, best, isOwn }: NewsItem): string[] {
  const isEstonian = language === 'et'
  const buyer = [notice.buyer, notice.buyerCountry].filter(Boolean).join(', ')
  const deadline = notice.deadline === null ? undefined : sayMoment(language, notice.deadline, timeZone)
  const value =
    notice.valueCents === null || notice.currency === null
      ? undefined
      : `${new Intl.NumberFormat(isEstonian ? 'et-EE' : 'en-GB').format(Math.round(notice.valueCents / 100))} ${notice.currency}`
  const facts = [buyer, deadline && `${isEstonian ? 'tähtaeg' : 'due'} ${deadline}`, value]
    .filter(Boolean)
    .join(' · ')
  if (!best) return [facts]
  const score = Math.round(best.score)
  const why = sayReasons(language, best.why)
  const fit = isEstonian
    ? `${isOwn ? 'Sobib teile' : `Sobib kõige paremini: ${best.company}`}, ${score}/100`
    : `${isOwn ? 'Fits you' : `Fits best: ${best.company}`}, ${score} of 100`
  return [facts, why === '' ? fit : `${fit} (${why})`]
}

function sayMoment(language: Language, iso: string, timeZone: string): string {
  const locale = language === 'et' ? 'et-EE' : 'en-GB'
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(iso))
}
