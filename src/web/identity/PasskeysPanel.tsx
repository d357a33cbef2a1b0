import { Button, Group, Paper, PasswordInput, Text, TextInput, Title } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod'
import { get, put, remove } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { isProblem } from '#web/ui/problem.ts'
import { sessionQuery } from '#web/ui/session.ts'
import classes from './AccountPage.module.css'
import { addPasskey, hasPasskeys } from './passkeys.ts'
import { useText } from './text.ts'

type Passkey = {
  id: string
  name: string
  createdAt: string
  lastUsedAt: string | null
  isSynced: boolean
}

type Step = { at: 'rest' } | { at: 'adding' } | { at: 'renaming' | 'removing'; passkey: Passkey }

const passkeysQuery = {
  queryKey: ['passkeys'],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<{ items: Passkey[] }>('/api/passkeys', { signal }),
}

/** The account's passkeys: adding, naming and removing them. */
export function PasskeysPanel() {
  const t = useText()
  const client = useQueryClient()
  const passkeys = useQuery(passkeysQuery)
  const [step, setStep] = useState<Step>({ at: 'rest' })
  return (
    <Paper component="section" p="xl" aria-label={t('passkey.title')}>
      <Title order={2}>{t('passkey.title')}</Title>
      <Text c="dimmed" mb="md">
        {t('passkey.lead')}
      </Text>
      <Loaded query={passkeys} skeleton={<RowsSkeleton rows={1} height={64} />}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text>{t('passkey.none')}</Text>}
            {items.length > 0 && (
              <ul className={classes.sessions}>
                {items.map((passkey) => (
                  <PasskeyLine key={passkey.id} passkey={passkey} onStep={setStep} />
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
      {step.at === 'rest' && hasPasskeys() && (
        <Button variant="default" mt="lg" onClick={() => setStep({ at: 'adding' })}>
          {t('passkey.add')}
        </Button>
      )}
      {step.at === 'rest' && !hasPasskeys() && <Text mt="lg">{t('passkey.unknownBrowser')}</Text>}
      {step.at === 'adding' && <AddForm onDone={() => finish('added')} onCancel={rest} />}
      {step.at === 'renaming' && (
        <RenameForm passkey={step.passkey} onDone={() => finish('renamed')} onCancel={rest} />
      )}
      {step.at === 'removing' && (
        <RemoveForm passkey={step.passkey} onDone={() => finish('removed')} onCancel={rest} />
      )}
    </Paper>
  )

  function rest() {
    setStep({ at: 'rest' })
  }

  function finish(done: 'added' | 'renamed' | 'removed') {
    rest()
    notifyDone(t(`passkey.${done}`))
    void client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
    // A passkey may be the second factor that a role was waiting for.
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
}

function PasskeyLine({ passkey, onStep }: { passkey: Passkey; onStep: (step: Step) => void }) {
  const t = useText()
  const format = useFormat()
  const used = passkey.lastUsedAt
    ? t('passkey.usedAt', { when: format.relative(passkey.lastUsedAt, Date.now()) })
    : t('passkey.neverUsed')
  return (
    <li className={classes.session}>
      <IconFingerprint size={24} stroke={1.6} aria-hidden />
      <div className={classes.sessionWords}>
        <Text fw={560}>{passkey.name}</Text>
        <Text size="sm" c="dimmed">
          {[
            t(passkey.isSynced ? 'passkey.synced' : 'passkey.onDevice'),
            used,
            t('passkey.addedAt', { when: format.date(passkey.createdAt) }),
          ].join(' · ')}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('passkey.renameOne', { name: passkey.name })}
          onClick={() => onStep({ at: 'renaming', passkey })}
        >
          {t('passkey.rename')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          color="red"
          aria-label={t('passkey.removeOne', { name: passkey.name })}
          onClick={() => onStep({ at: 'removing', passkey })}
        >
          {t('passkey.remove')}
        </Button>
      </Group>
    </li>
  )
}

type FormProps = { onDone: () => void; onCancel: () => void }

function AddForm({ onDone, onCancel }: FormProps) {
  const t = useText()
  const proof = useProof()
  const shape = z.object({ name: z.string().trim().min(1).max(80), password: proof.shape })
  const form = useEntry<z.infer<typeof shape>>(shape, { name: '', password: '' })
  return (
    <div className={classes.inset}>
      <EntryForm
        form={form}
        action={t('passkey.add')}
        send={({ name, password }) => addPasskey(name, password)}
        onDone={onDone}
        onRefused={proof.refused}
        onCancel={onCancel}
        guard={false}
      >
        <TextInput
          label={t('passkey.name')}
          description={t('passkey.nameHint')}
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
        {proof.isAsked && <ProofInput {...form.getInputProps('password')} />}
      </EntryForm>
    </div>
  )
}

function RenameForm({ passkey, onDone, onCancel }: FormProps & { passkey: Passkey }) {
  const t = useText()
  const form = useEntry(z.object({ name: z.string().trim().min(1).max(80) }), { name: passkey.name })
  return (
    <div className={classes.inset}>
      <EntryForm
        form={form}
        action={t('passkey.saveName')}
        send={(values) => put(`/api/passkeys/${passkey.id}`, values)}
        onDone={onDone}
        onCancel={onCancel}
        guard={false}
      >
        <TextInput label={t('passkey.name')} maxLength={80} {...form.getInputProps('name')} />
      </EntryForm>
    </div>
  )
}

function RemoveForm({ passkey, onDone, onCancel }: FormProps & { passkey: Passkey }) {
  const t = useText()
  const proof = useProof()
  const shape = z.object({ password: proof.shape })
  const form = useEntry<z.infer<typeof shape>>(shape, { password: '' })
  return (
    <div className={classes.inset}>
      <EntryForm
        form={form}
        action={t('passkey.removeOne', { name: passkey.name })}
        send={({ password }) =>
          remove(`/api/passkeys/${passkey.id}`, password ? { password } : {}, { keepOn401: true })
        }
        onDone={onDone}
        onRefused={proof.refused}
        onCancel={onCancel}
        guard={false}
      >
        <Text>{t('passkey.removeText')}</Text>
        {proof.isAsked && <ProofInput {...form.getInputProps('password')} />}
      </EntryForm>
    </div>
  )
}

/** The password is asked for only when the server wants it: not right after signing in. */
function useProof() {
  const [isAsked, setIsAsked] = useState(false)
  return {
    isAsked,
    shape: isAsked ? z.string().min(1) : z.string(),
    refused: (error: unknown) => {
      const isNew = isProblem(error, 'identity/password-needed')
      if (isNew) setIsAsked(true)
      return isNew
    },
  }
}

function ProofInput(props: { value?: string; error?: string }) {
  const t = useText()
  return (
    <PasswordInput
      label={t('account.current')}
      description={t('passkey.passwordHint')}
      autoComplete="current-password"
      {...props}
    />
  )
}
