import { useTranslation } from 'react-i18next'
import { ProblemError } from './problem.ts'
import { hasRoom } from './text.ts'
import { useText } from './words.ts'

/**
 * The sentence to show for a failed request. A room says its own refusals in both languages under `problem` in its
 * words (`identity/wrong-code` is `problem.wrong-code` of room identity), whichever room's page is open; a test sees
 * to it that none is forgotten.
 */
export function useProblemMessage(error: unknown): string {
  const t = useText()
  const { room } = placeOf(error instanceof ProblemError ? error.code : '')
  // Fetches the words of a room that no page was opened of, and then says the sentence again.
  useTranslation(hasRoom(room) ? room : 'ui', { useSuspense: false })
  const wordsOf = useProblemWords()
  if (!(error instanceof ProblemError)) return t('failure.unexpected')
  return wordsOf(error) || t('failure.unexpected')
}

type Refused = { code: string; message: string; data?: Record<string, unknown> | undefined }

/** Says any refusal, also one that stands in an answer beside what went well. */
export function useProblemWords(): (refused: Refused) => string {
  const { i18n } = useTranslation()
  return ({ code, message, data }) => {
    const { room, what } = placeOf(code)
    const key = `${room}:problem.${what}`
    return i18n.exists(key) ? i18n.t(key, data ?? {}) : message
  }
}

/** Where the words of a refusal are. */
export function placeOf(code: string): { room: string; what: string } {
  const [domain = '', what = ''] = code.split('/')
  return { room: roomOf[domain] ?? domain, what }
}

/** Where the words stand of what belongs to no room of that name. */
const roomOf: Record<string, string> = {
  platform: 'ui',
  network: 'ui',
  files: 'ui',
  'code-lists': 'opportunities',
}
