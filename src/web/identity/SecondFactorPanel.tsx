import { Alert, Button, Group, Paper, PasswordInput, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod'
import { post, put, remove } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { sessionQuery, useSigned } from '#web/ui/session.ts'
import { Tag } from '#web/ui/Tag.tsx'
import classes from './AccountPage.module.css'
import { QrImage } from './QrImage.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { useText } from './text.ts'

type Enrolment = { secret: string; uri: string; qrSvg: string }
type Step =
  | { at: 'rest' }
  | { at: 'password' }
  | { at: 'scan'; enrolment: Enrolment }
  | { at: 'codes'; codes: string[] }
  | { at: 'removing' }

/** Turns the second step on (password, scan, confirm, keep the codes) and off. */
export function SecondFactorPanel() {
  const t = useText()
  const client = useQueryClient()
  const { account, needsSecondFactor } = useSigned()
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const isOn = account.hasSecondFactor

  return (
    <Paper component="section" p="xl" aria-label={t('factor.title')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2}>{t('factor.title')}</Title>
        <Tag tone={isOn ? 'good' : 'plain'}>{t(isOn ? 'factor.on' : 'factor.off')}</Tag>
      </Group>
      <Text c="dimmed" mb="lg">
        {t('factor.lead')}
      </Text>
      {needsSecondFactor && !isOn && (
        <Alert color="orange" mb="lg">
          {t('factor.needed')}
        </Alert>
      )}
      {step.at === 'rest' && !isOn && (
        <Button onClick={() => setStep({ at: 'password' })}>{t('factor.start')}</Button>
      )}
      {step.at === 'rest' && isOn && (
        <Button variant="default" onClick={() => setStep({ at: 'removing' })}>
          {t('factor.remove')}
        </Button>
      )}
      {step.at === 'password' && (
        <StartForm onDone={(enrolment) => setStep({ at: 'scan', enrolment })} onCancel={rest} />
      )}
      {step.at === 'scan' && (
        <ScanForm
          enrolment={step.enrolment}
          onDone={(codes) => setStep({ at: 'codes', codes })}
          onCancel={rest}
        />
      )}
      {step.at === 'codes' && <RecoveryCodes codes={step.codes} onDone={finish} />}
      {step.at === 'removing' && <RemoveForm onDone={removed} onCancel={rest} />}
    </Paper>
  )

  function rest() {
    setStep({ at: 'rest' })
  }

  function finish() {
    rest()
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }

  function removed() {
    notifyDone(t('factor.removed'))
    finish()
  }
}

function StartForm({ onDone, onCancel }: { onDone: (enrolment: Enrolment) => void; onCancel: () => void }) {
  const t = useText()
  const form = useEntry(z.object({ password: z.string().min(1) }), { password: '' })
  return (
    <EntryForm
      form={form}
      action={t('factor.start')}
      send={(values, key) =>
        post<Enrolment>('/api/second-factor', values, { idempotencyKey: key, keepOn401: true })
      }
      onDone={onDone}
      onCancel={onCancel}
      guard={false}
    >
      <PasswordInput
        label={t('account.current')}
        description={t('factor.startLead')}
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
    </EntryForm>
  )
}

type ScanFormProps = { enrolment: Enrolment; onDone: (codes: string[]) => void; onCancel: () => void }

function ScanForm({ enrolment, onDone, onCancel }: ScanFormProps) {
  const t = useText()
  const form = useEntry(
    z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    { code: '' },
  )
  return (
    <div className={classes.factor}>
      <div className={classes.qr}>
        <QrImage svg={enrolment.qrSvg} label={t('factor.scanAlt')} />
      </div>
      <div>
        <Text fw={560}>{t('factor.scan')}</Text>
        <Text size="sm" c="dimmed" mt="xs">
          {t('factor.byHand')}
        </Text>
        <Text className={classes.key} mb="lg">
          {enrolment.secret}
        </Text>
        <EntryForm
          form={form}
          action={t('factor.confirm')}
          send={(values) =>
            put<{ recoveryCodes: string[] }>(
              '/api/second-factor',
              { code: values.code.trim() },
              { keepOn401: true },
            )
          }
          onDone={({ recoveryCodes }) => onDone(recoveryCodes)}
          onCancel={onCancel}
          guard={false}
        >
          <TextInput
            label={t('factor.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            {...form.getInputProps('code')}
          />
        </EntryForm>
      </div>
    </div>
  )
}

function RemoveForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const t = useText()
  const shape = z.object({ password: z.string().min(1), code: z.string().trim().min(6) })
  const form = useEntry(shape, { password: '', code: '' })
  return (
    <EntryForm
      form={form}
      action={t('factor.remove')}
      send={(values) => remove('/api/second-factor', values, { keepOn401: true })}
      onDone={onDone}
      onCancel={onCancel}
      guard={false}
    >
      <PasswordInput
        label={t('account.current')}
        description={t('factor.removeLead')}
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
      <TextInput label={t('signIn.code')} autoComplete="one-time-code" {...form.getInputProps('code')} />
    </EntryForm>
  )
}
