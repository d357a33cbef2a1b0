import { Button, Paper, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useLanguage } from '#web/ui/text.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { useLanguageName } from './language-names.ts'
import classes from './NoticePage.module.css'
import { wordsOf } from './opportunity-words.ts'
import { noticeRoute } from './pages.ts'
import { readingLanguage } from './reading-language.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** Beyond this, a text is shown in part: what follows must not sink out of sight. */
const longText = 480

/** What is bought, in the reader's language where the notice has it, with a choice where it has several. */
export function Summary({ notice, isWide }: { notice: Notice; isWide?: boolean }) {
  const t = useText()
  const language = useLanguage()
  const nameOf = useLanguageName()
  const search = noticeRoute.useSearch()
  const [isWhole, setIsWhole] = useState(isWide ?? false)
  const shown = readingLanguage(notice, search.in, language)
  const written = (shown && notice.summaries[shown]) || notice.summary.text
  const isLong = written.length > longText
  return (
    <Paper component="section" p="lg" aria-labelledby="summary">
      <Title order={2} size="h3" id="summary" mb="xs">
        {t(wordsOf(notice).about)}
      </Title>
      <LanguageChoice notice={notice} shown={shown} />
      {written.trim() === '' ? (
        <Text c="dimmed">{t('page.noSummary')}</Text>
      ) : (
        <Text lang={shown} className={classes.prose} data-cut={(isLong && !isWhole) || undefined}>
          {written}
        </Text>
      )}
      {isLong && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt={6}
          ml={-8}
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {t(isWhole ? 'page.less' : 'page.more')}
        </Button>
      )}
      {shown !== undefined && shown !== language && !notice.titles[language] && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('page.shown', { language: nameOf(shown) })}
        </Text>
      )}
      {notice.change && (notice.change.text.text || notice.change.reason) && (
        <div className={classes.change}>
          <Title order={3} size="h4">
            {t('page.change')}
          </Title>
          <Text size="sm" lang={notice.change.text.language ?? undefined}>
            {notice.change.text.text || notice.change.reason}
          </Text>
        </div>
      )}
    </Paper>
  )
}
