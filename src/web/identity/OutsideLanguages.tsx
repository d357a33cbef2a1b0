import { UnstyledButton } from '@mantine/core'
import { changeLanguage, languages, useLanguage } from '#web/ui/text.ts'
import classes from './OutsideFrame.module.css'

const names = { en: 'English', et: 'Eesti' } as const

/** The languages before anybody has signed in; remembered in this browser. */
export function OutsideLanguages() {
  const present = useLanguage()
  return (
    <fieldset className={classes.languages} aria-label="Keel / Language">
      {languages.map((language) => (
        <UnstyledButton
          key={language}
          lang={language}
          aria-pressed={language === present}
          className={classes.language}
          onClick={() => void changeLanguage(language)}
        >
          {names[language]}
        </UnstyledButton>
      ))}
    </fieldset>
  )
}
