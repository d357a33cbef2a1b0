import { Code, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { CodeListImport as Done } from '#domains/vocabulary/schema.ts'
import { sendFile } from '#web/ui/api.ts'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useFormat } from '#web/ui/format.ts'
import { useProblemWords } from '#web/ui/problem-words.ts'
import classes from './Import.module.css'
import { useListName } from './list-name.ts'
import { useText } from './text.ts'

const mostBytes = 32_000_000
const kinds = ['.gc', '.xml', '.csv', '.tsv', '.txt', '.json', '.gz', '.zip']

/** Loads official lists by dragging files here; of each file it says what came of it. */
export function CodeListImport() {
  const t = useText()
  const client = useQueryClient()
  const sayOutcome = useOutcome()
  return (
    <section aria-labelledby="load" className={classes.load}>
      <Title order={2} id="load" mb={4}>
        {t('codeLists.load')}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {t('codeLists.loadHint')}
      </Text>
      <FileDrop
        label={t('codeLists.drop')}
        kinds={kinds}
        mostBytes={mostBytes}
        send={(file) => sendFile<Done>('/api/code-list-imports', file)}
        sayDone={sayOutcome}
        onSent={() => client.invalidateQueries({ queryKey: ['code-lists'] })}
      />
    </section>
  )
}

/** How the full lists get here where the page may not load them: by whoever runs the installation. */
export function OperatorHint() {
  const t = useText()
  return (
    <section className={classes.operator}>
      <Text>{t('codeLists.operator')}</Text>
      <Code block my="xs" className={classes.command}>
        npx talgud import code-lists cpv.gc nuts.csv
      </Code>
      <Text size="sm" c="dimmed">
        {t('codeLists.operatorHint')}
      </Text>
    </section>
  )
}

/** As many lists as are named; an archive of the EU's lists holds over a hundred. */
const named = 3

function useOutcome(): (done: Done) => string {
  const t = useText()
  const format = useFormat()
  const nameOf = useListName()
  const wordsOf = useProblemWords()
  return ({ files }) => {
    const lists = files.flatMap((file) => file.lists)
    const taken = lists
      .slice(0, named)
      .map(({ list, codes }) => `${nameOf(list)}: ${t('codeLists.found', { count: codes })}`)
    const more = lists.slice(named)
    const rest = t('codeLists.moreLists', {
      count: more.length,
      codes: format.number(more.reduce((sum, { codes }) => sum + codes, 0)),
    })
    const refused = files.flatMap(({ name, refused }) =>
      refused ? [t('codeLists.refusedInside', { name, reason: wordsOf(refused) })] : [],
    )
    return [...taken, ...(more.length > 0 ? [rest] : []), ...refused].join(' · ')
  }
}
