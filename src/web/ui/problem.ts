/** What the server says when it refuses: application/problem+json (RFC 9457) as a thrown error. */
export class ProblemError extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | undefined
  readonly data: Record<string, unknown>
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem) {
    super(problem.message)
    this.name = 'ProblemError'
    this.code = problem.code
    this.status = problem.status
    this.requestId = problem.requestId
    this.data = problem.data ?? {}
    this.retryAfterSeconds = problem.retryAfterSeconds
  }
}

export type Problem = {
  code: string
  message: string
  status: number
  requestId?: string
  data?: Record<string, unknown>
  retryAfterSeconds?: number
}

/** Whether `error` is the refusal with this code. */
export function isProblem(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.code === code
}

/** Whether somebody else changed the thing since it was read (412, or the 409 of a busy row). */
export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 412
}

/** Whether trying the same again may help: no answer, too slow, or the server is overloaded. */
export function mayRetry(error: unknown): boolean {
  return error instanceof ProblemError && (error.status === 0 || error.status === 502 || error.status === 503)
}

/** What the server said is wrong with a form's values. */
export type Issue = { path: string; message: string; code?: string }

/** The complaints about a form's fields, the first for each; none when it was refused for another reason. */
export function fieldIssues(error: unknown): Issue[] {
  if (!(error instanceof ProblemError) || !Array.isArray(error.data.issues)) return []
  const issues: Issue[] = []
  for (const issue of error.data.issues) {
    if (typeof issue?.message !== 'string') continue
    const path = Array.isArray(issue.path) ? issue.path.join('.') : String(issue.path ?? '')
    if (!issues.some((one) => one.path === path)) issues.push({ ...issue, path })
  }
  return issues
}

/** Reads the body of a refusal, whatever a proxy on the way made of it. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined)
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const said = new Map<string, unknown>(fields)
  const text = (name: string) => {
    const value = said.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const data = said.get('data')
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ProblemError({
    code: text('code') ?? `http/${response.status}`,
    message: text('detail') ?? text('title') ?? response.statusText,
    status: response.status,
    requestId: text('requestId') ?? response.headers.get('x-request-id') ?? undefined,
    data: typeof data === 'object' && data !== null ? Object.fromEntries(Object.entries(data)) : {},
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  })
}
