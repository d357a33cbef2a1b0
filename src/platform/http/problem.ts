import type { Context } from 'hono'
import { isDatabaseAway } from '#platform/db/transaction.ts'
import { Refusal } from '#platform/errors.ts'
import { errorForLog, type Log, pathForLog } from '#platform/log.ts'

/** Answers any failure as `application/problem+json` (RFC 9457): a refusal in words, anything else without detail. */
export function answerProblem(context: Context, log: Log, error: unknown): Response {
  const requestId: string = context.get('requestId') ?? ''
  const refusal = asRefusal(error)
  if (refusal) {
    if (refusal.status === 403 || refusal.status === 404) {
      log.info(
        { requestId, refusal: refusal.code, path: pathForLog(context.req.path), status: refusal.status },
        'refused',
      )
    }
    return problem(refusal, requestId)
  }

  log.error({ requestId, path: pathForLog(context.req.path), failure: errorForLog(error) }, 'request failed')
  return problem(
    new Refusal(
      'platform/failed',
      503,
      'Something went wrong on our side. Please try again; nothing was changed.',
    ),
    requestId,
    500,
  )
}

function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (isDatabaseAway(error)) {
    return new Refusal(
      'platform/database-away',
      503,
      'The database does not answer right now. Please try again shortly.',
    )
  }
  return undefined
}

function problem(refusal: Refusal, requestId: string, status: number = refusal.status): Response {
  const retryAfter = refusal.data?.retryAfter ?? (status === 503 ? 5 : undefined)
  return new Response(
    JSON.stringify({
      type: `about:blank#${refusal.code}`,
      title: titles[status] ?? 'Refused',
      status,
      detail: refusal.message,
      code: refusal.code,
      requestId,
      ...(refusal.data ? { data: refusal.data } : {}),
    }),
    {
      status,
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'cache-control': 'no-store',
        // RFC 9110 asks for a challenge beside every 401; browsers show no dialogue for this one.
        ...(status === 401 ? { 'www-authenticate': 'Bearer realm="talgud"' } : {}),
        ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      },
    },
  )
}

const titles: Record<number, string> = {
  400: 'Not understood',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict',
  410: 'Gone',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Wrong kind of file',
  422: 'Please check the input',
  428: 'Version needed',
  429: 'Too many requests',
  500: 'Failed',
  503: 'Try again shortly',
}
