import { Text } from '@mantine/core'
import { useLanguage } from '#web/ui/text.ts'
import classes from './CompanyPage.module.css'
import { useText } from './text.ts'

type InOneLanguageProps = {
  text: { en?: string | undefined; et?: string | undefined }
  /** Said when there is no text in any language. */
  nothing?: string
}

/** A text in the reader's language; in the other one, with a note, where only that was written. */
export function InOneLanguage({ text, nothing }: InOneLanguageProps) {
  const t = useText()
  const language = useLanguage()
  const other = language === 'en' ? 'et' : 'en'
  const own = text[language]
  const words = own || text[other]
  if (!words) return nothing ? <Text c="dimmed">{nothing}</Text> : null
  return (
    <>
      <Text className={classes.prose} lang={own ? language : other}>
        {words}
      </Text>
      {!own && (
        <Text size="sm" c="dimmed" mt={4}>
          {t(other === 'en' ? 'page.onlyInEnglish' : 'page.onlyInEstonian')}
        </Text>
      )}
    </>
  )
}
