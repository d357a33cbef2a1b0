import { useMemo } from 'react'
import { languages } from '#values/vocabulary/languages.ts'
import { useLanguage } from '#web/ui/text.ts'

/** The name of a language in the language of the page. */
export function useLanguageName(): (code: string) => string {
  const language = useLanguage()
  return useMemo(() => {
    const names = new Map(languages.map(({ code, label }) => [code, label[language]]))
    return (code) => names.get(code) ?? code
  }, [language])
}
