import { type Reading, read, wrong } from './cell.ts'

/** A website as a link: without a scheme it gets https; anything but http and https is none. */
export function readWebsite(text: string): Reading<string> {
  const first = text.split(/[\s,;|]+/).find((part) => part !== '') ?? ''
  const hasMore = text.trim().length > first.length
  if (first.includes('@') || first.length > 300) return wrong('website')
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(first)?.[1]?.toLowerCase()
  const isLink = scheme === 'http' || scheme === 'https'
  if (scheme !== undefined && !isLink && !/^[^:]+:\d+/.test(first)) return wrong('website')
  const url = parseUrl(isLink ? first : `https://${first.replace(/^\/+/, '')}`)
  if (!url || !/^([a-z0-9_]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i.test(url.hostname))
    return wrong('website')
  if (url.username !== '' || url.password !== '') return wrong('website')
  if (isLink) return read(first, hasMore ? 'first-of-several' : undefined)
  // A bare domain reads better without the slash a browser would add.
  const written = url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : url.href
  return read(written, hasMore ? 'first-of-several' : undefined)
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

const address =
  /[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+/gi

/** The first e-mail address of the cell, in small letters: bare, after `mailto:`, or as `Name <address>`. */
export function readEmail(text: string): Reading<string> {
  const found =
    text
      .replace(/mailto:/gi, ' ')
      .slice(0, 2_000)
      .match(address) ?? []
  const first = found[0]?.toLowerCase()
  if (!first || first.length > 254) return wrong('email')
  const [local = '', domain = ''] = first.split('@')
  if (/^\.|\.$|\.\./.test(local) || !/\.[a-z]{2,}$/.test(domain) || /[{}|%`]/.test(local))
    return wrong('email')
  // An address cut out of something longer without separators is a typing mistake, not an address.
  const rest = text.replace(/mailto:/gi, '').toLowerCase()
  if (found.length === 1 && /@.*@/.test(rest)) return wrong('email')
  return read(first, found.length > 1 ? 'first-of-several' : undefined)
}

/** A telephone number with digits, spaces, brackets and dashes only; `00` becomes `+`, `(0)` goes. */
export function readPhone(text: string): Reading<string> {
  // What is a number already stays as it was written.
  if (/^\+?[0-9 ()-]{5,25}$/.test(text) && !text.startsWith('00')) {
    return text.replace(/\D/g, '').length >= 5 ? read(text) : wrong('phone')
  }
  const parts = text.split(/[;,|\n]|\s\/\s|\s(?:või|or|oder|tai)\s/i).map((part) => part.trim())
  const first = parts.find((part) => /\d{3}/.test(part.replace(/\D/g, ''))) ?? ''
  const plain = first
    .replace(/^(tel|telefon|phone|mob|mobiil|mobile|gsm|puh|m|t|p)\s*[.:]*\s*(?=[+\d(])/i, '')
    .replace(/\(0\)/g, '')
    .replace(/\s*(ext|x|sise)\.?\s*\d+$/i, '')
    .replace(/[./\\\u2010-\u2015]/g, ' ')
    .replace(/^00/, '+')
    .replace(/\s+/g, ' ')
    .trim()
  const digits = plain.replace(/\D/g, '').length
  if (!/^\+?[0-9 ()-]{5,25}$/.test(plain) || digits < 5 || digits > 15) return wrong('phone')
  const several = parts.filter((part) => part.replace(/\D/g, '').length >= 5).length > 1
  return read(plain, several ? 'first-of-several' : undefined)
}
