/**
 * The one way to say no. `code` is `domain/what-happened`; `message` is a sentence a member understands;
 * `data` may carry what the page needs to help (never a confidential figure).
 */
export class Refusal extends Error {
  readonly code: string
  readonly status: RefusalStatus
  readonly data: Record<string, unknown> | undefined

  constructor(code: string, status: RefusalStatus, message: string, data?: Record<string, unknown>) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.data = data
  }
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 503

/** A thing that is not there, or not the caller's to see: both answer exactly the same. */
export function notFound(what = 'That page or record'): Refusal {
  return new Refusal('platform/not-found', 404, `${what} does not exist, or is not yours to see.`)
}

/** The caller is known, but may not do this. */
export function forbidden(message = 'Your role does not allow this.'): Refusal {
  return new Refusal('platform/not-allowed', 403, message)
}

/** Somebody changed the thing since the caller read it. */
export function stale(currentVersion: number): Refusal {
  return new Refusal('platform/changed-meanwhile', 412, 'Someone else changed this while you were editing.', {
    currentVersion,
  })
}
