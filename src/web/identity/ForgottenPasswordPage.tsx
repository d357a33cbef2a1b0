import { Anchor, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { emailOnly } from './shapes.ts'
import { useText } from './text.ts'

/** Asks for a link to set a new password; never says whether the account exists. */
export function ForgottenPasswordPage() {
  const t = useText()
  const form = useEntry(emailOnly, { email: '' })
  const [sentTo, setSentTo] = useState<string>()
  if (sentTo) {
    return (
      <OutsideFrame title={t('reset.sent')} lead={t('reset.sentHint', { email: sentTo })}>
        <BackToSignIn />
      </OutsideFrame>
    )
  }
  return (
    <OutsideFrame title={t('reset.askTitle')} lead={t('reset.askLead')}>
      <EntryForm
        form={form}
        action={t('reset.askAction')}
        send={(values, key) => post('/api/password-resets', values, { idempotencyKey: key })}
        onDone={() => setSentTo(form.getValues().email)}
        guard={false}
        wide
      >
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
      </EntryForm>
      <BackToSignIn />
    </OutsideFrame>
  )
}

function BackToSignIn() {
  const t = useText()
  return (
    <Anchor component={Link} to="/sign-in" mt="md" display="inline-block">
      {t('reset.back')}
    </Anchor>
  )
}
