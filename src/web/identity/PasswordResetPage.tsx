import { PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import * as z from 'zod'
import { put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { optionsQuery, rulesOf } from './options.ts'
import { passwordResetRoute } from './pages.ts'
import { newPassword } from './shapes.ts'
import { useText } from './text.ts'

/** The page behind the link of a password mail. */
export function PasswordResetPage() {
  const t = useText()
  const navigate = useNavigate()
  const { token } = passwordResetRoute.useParams()
  const rules = rulesOf(useQuery(optionsQuery).data)
  const form = useEntry(z.object({ password: newPassword(rules) }), { password: '' })
  return (
    <OutsideFrame title={t('reset.title')}>
      <EntryForm
        form={form}
        action={t('reset.action')}
        send={(values) =>
          put(`/api/password-resets/${encodeURIComponent(token)}`, values, { keepOn401: true })
        }
        onDone={() => {
          notifyDone(t('reset.done'))
          void navigate({ to: '/sign-in' })
        }}
        guard={false}
        wide
      >
        <PasswordInput
          label={t('reset.password')}
          description={t('rules', { count: rules.minLength })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      </EntryForm>
    </OutsideFrame>
  )
}
