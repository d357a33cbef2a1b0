import { useTranslation } from 'react-i18next'
import { ProblemError } from './problem.ts'
import { useText } from './words.ts'

/**
 * The sentence to show for a failed request. A room says its own refusals in both languages under `problem` in its
 * words (`identity/wrong-code` is `problem.wrong-code` of room identity); others come as the server said them.
 */
export function useProblemMessage(error: unknown): string {
  const t = useText()
  const { i18n } = useTranslation()
  if (!(error instanceof ProblemError)) return t('failure.unexpected')

  const [domain = '', what = ''] = error.code.split('/')
  const key = `${['platform', 'network', 'files'].includes(domain) ? 'ui' : domain}:problem.${what}`
  if (i18n.exists(key)) return i18n.t(key, error.data)
  return error.message || t('failure.unexpected')
}
