/** Where to go after signing in; anything but a path on this site becomes the home page. */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/'
  // The parser decides, because browsers read "/\evil.example" and "//evil.example" as other sites.
  const here = 'https://here.invalid'
  const parsed = URL.canParse(wanted, here) ? new URL(wanted, here) : undefined
  if (parsed?.origin !== here) return '/'
  if (parsed.pathname.startsWith('//') || parsed.pathname === '/sign-in') return '/'
  return parsed.pathname + parsed.search + parsed.hash
}

/** The sign-in page that leads back to `path` afterwards. */
export function signInAddress(path: string): string {
  const safe = safeReturnPath(path)
  return safe === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(safe)}`
}
