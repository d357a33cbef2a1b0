import { NativeSelect, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useLanguageName } from './language-names.ts'
import classes from './NoticePage.module.css'
import { languagesOf } from './reading-language.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** The languages a notice can be read in; the choice stands in the address. */
export function LanguageChoice({ notice, shown }: { notice: Notice; shown: string | undefined }) {
  const t = useText()
  const nameOf = useLanguageName()
  const navigate = useNavigate()
  const languages = languagesOf(notice)
  if (languages.length < 2) return null
  if (languages.length > mostInRow) {
    return (
      <NativeSelect
        size="xs"
        mb="sm"
        aria-label={t('page.languages')}
        value={shown}
        data={languages.map((value) => ({ value, label: nameOf(value) }))}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    )
  }
  return (
    <fieldset className={classes.languages} aria-label={t('page.languages')}>
      {languages.map((language) => (
        <UnstyledButton
          key={language}
          className={classes.language}
          aria-pressed={language === shown}
          onClick={() => choose(language)}
        >
          {nameOf(language)}
        </UnstyledButton>
      ))}
    </fieldset>
  )

  function choose(language: string) {
    void navigate({
      to: '.',
      replace: true,
      resetScroll: false,
      search: (before: Record<string, unknown>) => ({ ...before, in: language }),
    })
  }
}

/** Notices of the Union's own institutions come in 24 languages. */
const mostInRow = 4
