import { useLanguage } from '#web/ui/text.ts'
import { useLanguageName } from './language-names.ts'
import classes from './Opportunities.module.css'
import type { NoticeRow } from './shapes.ts'
import { useText } from './text.ts'

type NoticeTitleProps = { notice: Pick<NoticeRow, 'title' | 'titleLanguage' | 'key'> }

/** What is bought; a title in a language the reader did not ask for says so. */
export function NoticeTitle({ notice: { title, titleLanguage, key } }: NoticeTitleProps) {
  const t = useText()
  const language = useLanguage()
  const nameOf = useLanguageName()
  if (title === '') return key
  const isForeign = titleLanguage !== null && titleLanguage !== language
  return (
    <>
      <span lang={titleLanguage ?? undefined}>{title}</span>
      {isForeign && (
        <span className={classes.foreign}> {t('list.inLanguage', { language: nameOf(titleLanguage) })}</span>
      )}
    </>
  )
}
