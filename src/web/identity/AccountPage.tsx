import { Paper, PasswordInput, SegmentedControl, Stack, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import * as z from 'zod'
import { patch, put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { sessionQuery, useSigned } from '#web/ui/session.ts'
import { ApiTokensPanel } from './ApiTokensPanel.tsx'
import { optionsQuery, rulesOf } from './options.ts'
import { PasskeysPanel } from './PasskeysPanel.tsx'
import { SecondFactorPanel } from './SecondFactorPanel.tsx'
import { SessionsPanel } from './SessionsPanel.tsx'
import { newPassword, ownProfile } from './shapes.ts'
import { useText } from './text.ts'

/** One's own account: name, language, password, second step, sessions, tokens. */
export function AccountPage() {
  const t = useText()
  const { account, hat, needsSecondFactor } = useSigned()
  return (
    <>
      <PageHeader title={t('account.title')} lead={t('account.lead', { email: account.email })} />
      <Stack gap="lg" maw="var(--reading-width)">
        <Panel title={t('account.profile')}>
          <ProfileForm />
        </Panel>
        <SecondFactorPanel />
        <PasskeysPanel />
        <Panel title={t('account.password')}>
          <PasswordForm />
        </Panel>
        <SessionsPanel />
        {hat !== null && !needsSecondFactor && <ApiTokensPanel />}
      </Stack>
    </>
  )
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" p="xl" aria-label={title}>
      <Title order={2} mb="lg">
        {title}
      </Title>
      {children}
    </Paper>
  )
}

function ProfileForm() {
  const t = useText()
  const client = useQueryClient()
  const { account } = useSigned()
  const form = useEntry<z.infer<typeof ownProfile>>(ownProfile, {
    name: account.name,
    language: account.language,
  })
  return (
    <EntryForm
      form={form}
      action={t('account.save')}
      send={(values) => patch('/api/account', values)}
      onDone={() => {
        notifyDone(t('account.saved'))
        void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      }}
    >
      <TextInput label={t('account.name')} autoComplete="name" {...form.getInputProps('name')} />
      <div>
        <label id="language" htmlFor="language-choice" className="mantine-InputWrapper-label">
          {t('account.language')}
        </label>
        <SegmentedControl
          id="language-choice"
          display="flex"
          w="fit-content"
          aria-labelledby="language"
          data={[
            { value: 'et', label: 'Eesti' },
            { value: 'en', label: 'English' },
          ]}
          {...form.getInputProps('language')}
        />
      </div>
    </EntryForm>
  )
}

function PasswordForm() {
  const t = useText()
  const { account } = useSigned()
  const rules = rulesOf(useQuery(optionsQuery).data)
  const form = useEntry(z.object({ current: z.string().min(1), next: newPassword(rules) }), {
    current: '',
    next: '',
  })
  return (
    <EntryForm
      form={form}
      action={t('account.changePassword')}
      send={(values) => put('/api/account/password', values, { keepOn401: true })}
      onDone={() => {
        form.reset()
        notifyDone(t('account.passwordChanged'))
      }}
    >
      {/* For password keepers, which otherwise do not know whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
      <PasswordInput
        label={t('account.current')}
        autoComplete="current-password"
        {...form.getInputProps('current')}
      />
      <PasswordInput
        label={t('account.next')}
        description={t('rules', { count: rules.minLength })}
        autoComplete="new-password"
        {...form.getInputProps('next')}
      />
    </EntryForm>
  )
}
