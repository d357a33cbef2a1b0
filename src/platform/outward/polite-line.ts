import { setTimeout as sleep } from 'node:timers/promises'
import { askOutside, type OutsideAnswer, OutsideFailure, type OutsideQuestion } from './ask-outside.ts'

/** Speaks with servers outside as a good guest: one question at a time, a pause between, and patience. */
export type PoliteLine = { ask(question: OutsideQuestion): Promise<OutsideAnswer> }

/** The server is away, or wants us away, for longer than it is worth waiting in place. */
export class OutsideAway extends Error {
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(detail: string, status: number | undefined, retryAfterMs: number | undefined) {
    super(detail)
    this.name = 'OutsideAway'
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

type Manners = {
  /** Says who asks and whom to write to. */
  userAgent: string
  /** Between two questions. */
  pauseMs: number
}

const tries = 4
const longestBackOffMs = 15_000
// A longer wait that the server asks for is kept too, but not in place.
const longestWaitMs = 20_000

/** A line that repeats what failed in passing: no connection, too slow, 408, 429, 5xx. Other answers are given back. */
export function openLine({ userAgent, pauseMs }: Manners): PoliteLine {
  let before: Promise<unknown> = Promise.resolve()

  const askPatiently = async (question: OutsideQuestion): Promise<OutsideAnswer> => {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await askOnce(question, userAgent)
      await sleep(pauseMs)
      if ('answer' in outcome) return outcome.answer

      const { detail, status, retryAfterMs } = outcome
      const wait = retryAfterMs ?? Math.min(longestBackOffMs, 2 * pauseMs * 2 ** attempt)
      if (attempt === tries || wait > longestWaitMs) throw new OutsideAway(detail, status, retryAfterMs)
      await sleep(wait)
    }
  }
  return {
    ask(question) {
      const answer = before.then(() => askPatiently(question))
      before = answer.catch(() => {})
      return answer
    },
  }
}

type Outcome =
  | { answer: OutsideAnswer }
  | { detail: string; status: number | undefined; retryAfterMs: number | undefined }

async function askOnce(question: OutsideQuestion, userAgent: string): Promise<Outcome> {
  try {
    const answer = await askOutside(question, userAgent)
    if (!isPassing(answer.status)) return { answer }
    const { status, retryAfterMs } = answer
    return { detail: `answered ${status}`, status, retryAfterMs }
  } catch (error) {
    const isLasting =
      error instanceof OutsideFailure && (error.reason === 'too-large' || error.reason === 'elsewhere')
    if (!(error instanceof OutsideFailure) || isLasting) throw error
    return { detail: error.message, status: undefined, retryAfterMs: undefined }
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}
