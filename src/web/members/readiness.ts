import { readinessLevels } from '#values/vocabulary/readiness.ts'
import { useLanguage } from '#web/ui/text.ts'
import { useText } from './text.ts'

/** Says a technology readiness level as its number and in words: a number alone divides readers into two camps. */
export function useReadiness(): (level: number | null) => string {
  const t = useText()
  const language = useLanguage()
  return (level) => {
    const known = readinessLevels.find((one) => one.level === level)
    if (!known) return t('readiness.none')
    return `${t('readiness.level', { level: known.level })}: ${lowerFirst(known.label[language])}`
  }
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
