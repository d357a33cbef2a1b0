import { UnstyledButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { patch } from '#web/ui/api.ts'
import { sessionQuery } from '#web/ui/session.ts'
import { changeLanguage, type Language, languages, useLanguage } from '#web/ui/text.ts'
import classes from './Shell.module.css'

/** Estonian or English; kept with the account of whoever is signed in. */
export function LanguageSwitch() {
  const present = useLanguage()
  const choose = useLanguageChoice()
  return (
    <fieldset className={classes.languages} aria-label="Keel / Language">
      {languages.map((language) => (
        <UnstyledButton
          key={language}
          lang={language}
          aria-pressed={language === present}
          aria-label={`${language}: ${names[language]}`}
          className={classes.language}
          onClick={() => choose(language)}
        >
          {language}
        </UnstyledButton>
      ))}
    </fieldset>
  )
}

/** The languages by their own names, which is how people look for them. */
export const names: Record<Language, string> = { en: 'English', et: 'Eesti' }

/** Changes the language of the page, and of the account if somebody is signed in. */
export function useLanguageChoice(): (language: Language) => void {
  const client = useQueryClient()
  return (language) => {
    void changeLanguage(language)
    const session = client.getQueryData(sessionQuery.queryKey)
    if (!session) return
    const account = { ...session.account, language }
    client.setQueryData(sessionQuery.queryKey, { ...session, account })
    // Titles of notices come in the account's language. A failure is not worth a word: the page itself has changed.
    patch('/api/account', { language }).then(
      () => client.invalidateQueries(),
      () => {},
    )
  }
}
