import { Alert, Button, Checkbox, CopyButton, Group, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { admissionInput } from '#domains/admissions/schema.ts'
import { put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import classes from './Admissions.module.css'
import { type AdmissionSettings, admissionSettingsQuery } from './application-query.ts'
import { useText } from './text.ts'

/** Whether the public form is open, and what applicants agree to. */
export function AdmissionSettingsPage() {
  const t = useText()
  const query = useQuery(admissionSettingsQuery)
  // What others change meanwhile must not wipe out what is being typed.
  const [kept, setKept] = useState<AdmissionSettings>()
  return (
    <>
      <PageHeader
        title={t('settings.title')}
        lead={t('settings.lead')}
        back={{ label: t('page.back'), link: { to: '/applications' } }}
      />
      <Loaded query={query}>
        {(read) => {
          const settings = kept ?? read
          const reload = async () => setKept((await query.refetch()).data)
          return <Form key={settings.version} settings={settings} onReload={reload} onSaved={setKept} />
        }}
      </Loaded>
    </>
  )
}

type FormProps = {
  settings: AdmissionSettings
  onReload: () => void
  onSaved: (saved: AdmissionSettings) => void
}

function Form({ settings, onReload, onSaved }: FormProps) {
  const t = useText()
  const client = useQueryClient()
  const form = useEntry(admissionInput, {
    takesApplications: settings.takesApplications,
    consent: settings.consent ?? { en: '', et: '' },
  })
  return (
    <div className={classes.sections}>
      <Group align="flex-end" gap="xs">
        <TextInput label={t('settings.address')} value={settings.address} readOnly flex="1 1 16rem" />
        <CopyButton value={settings.address}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'settings.copied' : 'settings.copy')}
            </Button>
          )}
        </CopyButton>
        <Button component="a" href={new URL(settings.address).pathname} target="_blank" variant="default">
          {t('settings.open')}
        </Button>
      </Group>
      {!settings.takesApplications && <Alert color="gray">{t('settings.closed')}</Alert>}
      <EntryForm
        form={form}
        action={t('settings.save')}
        send={(values) =>
          put<AdmissionSettings>('/api/admission-settings', values, { ifMatch: settings.version })
        }
        onDone={async (saved) => {
          notifyDone(t('settings.saved'))
          onSaved(saved)
          await client.invalidateQueries({ queryKey: admissionSettingsQuery.queryKey })
        }}
        onReload={onReload}
      >
        <Checkbox
          label={t('settings.takes')}
          {...form.getInputProps('takesApplications', { type: 'checkbox' })}
        />
        <div>
          <Title order={2} size="h3">
            {t('settings.consent')}
            {settings.consentNumber > 0 && ` · ${t('settings.version', { number: settings.consentNumber })}`}
          </Title>
        </div>
        <Textarea
          label={t('settings.en')}
          description={t('settings.consentHint')}
          required
          autosize
          minRows={4}
          maxLength={4_000}
          {...form.getInputProps('consent.en')}
        />
        <Textarea
          label={t('settings.et')}
          required
          autosize
          minRows={4}
          maxLength={4_000}
          {...form.getInputProps('consent.et')}
        />
      </EntryForm>
    </div>
  )
}
