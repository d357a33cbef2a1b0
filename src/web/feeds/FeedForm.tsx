import { NativeSelect, NumberInput, Paper, Radio, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import {
  defenceChoices,
  type TenderFeed,
  type TenderFeedInput,
  tenderFeedInput,
} from '#domains/feeds/schema.ts'
import { put } from '#web/ui/api.ts'
import { CodePicker } from '#web/ui/CodePicker.tsx'
import { CountriesSelect } from '#web/ui/CountrySelect.tsx'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import classes from './TenderFeed.module.css'
import { useText } from './text.ts'

type FeedFormProps = {
  feed: TenderFeed
  onSaved: (saved: TenderFeed) => void
  onReload: () => void
  onCancel: (() => void) | undefined
}

/** Chooses what is fetched and when; saved for the first time, it switches the feed on. */
export function FeedForm({ feed, onSaved, onReload, onCancel }: FeedFormProps) {
  const t = useText()
  const isFirst = feed.version === 0
  const form = useEntry<TenderFeedInput>(tenderFeedInput, choiceOf(feed))
  const { known } = useCodeLabels('cpv', form.values.cpv)
  const isTooWide = Boolean(form.errors.cpv) && form.values.cpv.length === 0
  return (
    <Paper p="lg" className={classes.form}>
      <EntryForm
        form={form}
        action={t(isFirst ? 'saveFirst' : 'save')}
        send={(values) =>
          put<TenderFeed>(
            '/api/tender-feed',
            { ...values, isOn: isFirst || values.isOn },
            { ifMatch: feed.version },
          )
        }
        onDone={onSaved}
        onReload={onReload}
        onCancel={onCancel}
      >
        {isFirst && <Text>{t('setUpHint')}</Text>}
        <CodePicker
          list="cpv"
          label={t('field.cpv')}
          description={t('field.cpvHint')}
          known={known}
          data-path="cpv"
          value={form.values.cpv}
          onChange={(codes) => form.setFieldValue('cpv', codes)}
          error={isTooWide ? t('tooWide') : form.errors.cpv}
        />
        <Radio.Group
          label={t('field.defence')}
          description={t('field.defenceHint')}
          {...form.getInputProps('defence')}
        >
          <Stack gap="xs" mt="xs">
            {defenceChoices.map((value) => (
              <Radio key={value} value={value} label={t(`defence.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <CountriesSelect
          label={t('field.countries')}
          description={t('field.countriesHint')}
          {...form.getInputProps('countries')}
        />
        <Switch
          label={t('field.awards')}
          description={t('field.awardsHint')}
          {...form.getInputProps('hasAwards', { type: 'checkbox' })}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <NumberInput
            label={t('field.daysBack')}
            description={t('field.daysBackHint')}
            min={1}
            max={90}
            clampBehavior="none"
            allowDecimal={false}
            {...form.getInputProps('daysBack')}
          />
          <NativeSelect
            label={t('field.hour')}
            description={t('field.hourHint', { zone: feed.timeZone })}
            data={hours}
            value={String(form.values.hour)}
            onChange={(event) => form.setFieldValue('hour', Number(event.currentTarget.value))}
            error={form.errors.hour}
          />
        </SimpleGrid>
      </EntryForm>
    </Paper>
  )
}

/** The choice alone, as the form and the server take it. */
export function choiceOf(feed: TenderFeed): TenderFeedInput {
  const { isOn, cpv, countries, defence, hasAwards, daysBack, hour } = feed
  return { isOn, cpv, countries, defence, hasAwards, daysBack, hour }
}

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))
