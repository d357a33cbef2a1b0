import { Paper, Text } from '@mantine/core'
import type { TenderFeed } from '#domains/feeds/schema.ts'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useFormat } from '#web/ui/format.ts'
import classes from './TenderFeed.module.css'
import { useText } from './text.ts'

/** What is chosen, in words. */
export function ChoiceFacts({ feed }: { feed: TenderFeed }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCountryNames()
  const { labelOf } = useCodeLabels('cpv', feed.cpv)
  const codes = feed.cpv.map((code) => [code, labelOf(code)].filter(Boolean).join(' ')).join('; ')
  const facts: [string, string][] = [
    [t('field.cpv'), codes || t('field.noCpv')],
    [t('field.countries'), feed.countries.map(nameOf).join(', ') || t('field.allCountries')],
    [t('field.defence'), t(`defence.${feed.defence}`)],
    [t('field.kinds'), t(feed.hasAwards ? 'field.withAwards' : 'field.withoutAwards')],
    [
      t('field.hour'),
      `${String(feed.hour).padStart(2, '0')}:00 · ${t('field.days', { count: feed.daysBack })}`,
    ],
  ]
  return (
    <Paper p="lg">
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {feed.changedAt !== null && (
        <Text size="sm" c="dimmed" mt="md">
          {t('changedBy', {
            name: feed.changedBy ?? t('somebody'),
            when: format.dateTime(feed.changedAt),
          })}
        </Text>
      )}
    </Paper>
  )
}
