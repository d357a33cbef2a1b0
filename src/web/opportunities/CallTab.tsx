import { Button, NumberInput, Paper, SimpleGrid, Text, Textarea, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import { consortiumInput } from '#domains/opportunities/schema/eu-call.ts'
import { put } from '#web/ui/api.ts'
import { CountriesSelect } from '#web/ui/CountrySelect.tsx'
import { useCountryNames } from '#web/ui/country-names.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { Fact } from './Fact.tsx'
import classes from './NoticePage.module.css'
import { noticeQuery } from './notice-query.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** What an EU call says besides its text: days, money, conditions, and who may apply together. */
export function CallTab({ notice }: { notice: Notice }) {
  const { topic } = notice
  if (!topic) return null
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <Consortium notice={notice} />
        {topic.conditions && <Conditions text={topic.conditions} />}
      </div>
      <div className={classes.aside}>
        <CallDays topic={topic} />
      </div>
    </div>
  )
}

type Topic = NonNullable<Notice['topic']>

/** Programme, kind of action and money, in the place where a notice says its procedure. */
export function CallFacts({ topic }: { topic: Topic }) {
  const t = useText()
  const format = useFormat()
  const euros = (cents: number) => format.money({ cents, currency: 'EUR' })
  const { budgetMin, budgetMax } = topic
  return (
    <>
      <Fact name={t('call.programme')}>
        {topic.programme ?? t('page.noValue')}
        {topic.callIdentifier && <span className={classes.under}>{topic.callIdentifier}</span>}
      </Fact>
      <Fact name={t('call.action')}>{topic.typesOfAction ?? t('page.noValue')}</Fact>
      <Fact name={t('call.perProject')}>{money()}</Fact>
      {topic.expectedGrants !== null && (
        <Fact name={t('call.grants')}>{t('call.grantsCount', { count: topic.expectedGrants })}</Fact>
      )}
      <Fact name={t('call.status')}>
        {t(`call.statuses.${topic.status}`)}
        {topic.opensOn && (
          <span className={classes.under}>{t('call.opensOn', { day: format.date(topic.opensOn) })}</span>
        )}
      </Fact>
    </>
  )

  function money(): string {
    if (budgetMin === null && budgetMax === null) return t('page.noValue')
    if (budgetMin === null || budgetMin === budgetMax) return euros(budgetMax ?? 0)
    return budgetMax === null ? euros(budgetMin) : `${euros(budgetMin)} – ${euros(budgetMax)}`
  }
}

function CallDays({ topic }: { topic: Topic }) {
  const t = useText()
  return (
    <Paper component="section" p="lg" aria-labelledby="call-days">
      <Title order={2} size="h3" id="call-days" mb="xs">
        {t('call.days')}
      </Title>
      {topic.deadlines.length === 0 && <Text c="dimmed">{t('page.noDeadline')}</Text>}
      <ul className={classes.plain}>
        {topic.deadlines.map(({ at, isEntry }) => (
          <li key={at}>
            <Deadline at={at} />
            {!isEntry && <span className={classes.under}>{t('call.laterStage')}</span>}
          </li>
        ))}
      </ul>
      {topic.callTitle && (
        <Text size="sm" c="dimmed" mt="sm" lang="en">
          {topic.callTitle}
        </Text>
      )}
    </Paper>
  )
}

function Conditions({ text }: { text: string }) {
  const t = useText()
  return (
    <Paper component="section" p="lg" aria-labelledby="conditions">
      <Title order={2} size="h3" id="conditions" mb="xs">
        {t('call.conditions')}
      </Title>
      <Text className={classes.prose} lang="en">
        {text}
      </Text>
    </Paper>
  )
}

function Consortium({ notice }: { notice: Notice }) {
  const t = useText()
  const [isEditing, setIsEditing] = useState(false)
  const maySet = notice.abilities.includes('set-consortium')
  const { consortium } = notice
  return (
    <Paper component="section" p="lg" aria-labelledby="consortium">
      <Title order={2} size="h3" id="consortium" mb="xs">
        {t('call.consortium')}
      </Title>
      {isEditing ? (
        <ConsortiumForm key={consortium?.version ?? 0} notice={notice} onDone={() => setIsEditing(false)} />
      ) : (
        <>
          {consortium ? <Rules rules={consortium} /> : <Text c="dimmed">{t('call.noRules')}</Text>}
          {maySet && (
            <Button variant="default" mt="md" onClick={() => setIsEditing(true)}>
              {t(consortium ? 'call.changeRules' : 'call.addRules')}
            </Button>
          )}
        </>
      )}
    </Paper>
  )
}

function Rules({ rules }: { rules: NonNullable<Notice['consortium']> }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCountryNames()
  const lines = [
    rules.minEntities !== null && t('call.minEntities', { count: rules.minEntities }),
    rules.minCountries !== null && t('call.minCountries', { count: rules.minCountries }),
    rules.minIndependent !== null && t('call.minIndependent', { count: rules.minIndependent }),
    rules.countries.length > 0 && t('call.onlyFrom', { countries: rules.countries.map(nameOf).join(', ') }),
  ].filter((line) => line !== false)
  return (
    <>
      <ul className={classes.plain}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {rules.note && <Text className={classes.prose}>{rules.note}</Text>}
      <Text size="sm" c="dimmed" mt="xs">
        {t('call.rulesBy', {
          name: rules.changedBy ?? t('history.somebody'),
          when: format.date(rules.changedAt),
        })}
      </Text>
    </>
  )
}

type Values = z.input<typeof consortiumInput>

function ConsortiumForm({ notice, onDone }: { notice: Notice; onDone: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const rules = notice.consortium
  const { queryKey } = noticeQuery(notice.id)
  const form = useEntry<Values>(consortiumInput, {
    minEntities: rules?.minEntities ?? null,
    minCountries: rules?.minCountries ?? null,
    minIndependent: rules?.minIndependent ?? null,
    countries: rules?.countries ?? [],
    note: rules?.note ?? '',
  })
  return (
    <EntryForm
      form={form}
      action={t('call.saveRules')}
      send={(values) =>
        put<Notice>(`/api/notices/${notice.id}/consortium`, values, { ifMatch: rules?.version ?? 0 })
      }
      onDone={(saved) => {
        client.setQueryData(queryKey, saved)
        notifyDone(t('call.rulesSaved'))
        onDone()
      }}
      onReload={() => client.invalidateQueries({ queryKey })}
      onCancel={onDone}
    >
      <Text size="sm" c="dimmed">
        {t('call.rulesHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {(['minEntities', 'minCountries', 'minIndependent'] as const).map((field) => (
          <NumberInput
            key={field}
            label={t(`call.field.${field}`)}
            allowDecimal={false}
            clampBehavior="none"
            {...form.getInputProps(field)}
            value={form.values[field] ?? ''}
            onChange={(value) => form.setFieldValue(field, typeof value === 'number' ? value : null)}
          />
        ))}
      </SimpleGrid>
      <CountriesSelect label={t('call.field.countries')} {...form.getInputProps('countries')} />
      <Textarea
        label={t('call.field.note')}
        autosize
        minRows={2}
        maxLength={4_000}
        {...form.getInputProps('note')}
        value={form.values.note ?? ''}
      />
    </EntryForm>
  )
}
