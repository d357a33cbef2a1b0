import { ProblemError } from './problem.ts'
import { useText } from './words.ts'

/** The sentence to show for a failed request: the server's own, or ours when there was no answer. */
export function useProblemMessage(error: unknown): string {
  const t = useText()
  if (!(error instanceof ProblemError)) return t('failure.unexpected')
  if (error.code === 'network/unreachable') return t('failure.unreachable')
  if (error.code === 'network/too-slow') return t('failure.tooSlow')
  if (error.status === 404) return t('failure.notFoundHint')
  return error.message || t('failure.unexpected')
}
