const known = new Set<string>()
const most = 20_000

// Only what was live a moment ago gets in, so strangers cannot push anybody out. Being here proves nothing: every
// request looks its session up. It only spares the request the queue of those nobody knows yet.

/** Whether the session behind this hash was live when this process last looked. */
export function isKnownSession(tokenHash: string): boolean {
  return known.has(tokenHash)
}

export function rememberSession(tokenHash: string): void {
  const [oldest] = known
  if (known.size >= most && oldest !== undefined) known.delete(oldest)
  known.add(tokenHash)
}

export function forgetSession(tokenHash: string): void {
  known.delete(tokenHash)
}
