import { Alert, Anchor, PasswordInput, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { isProblem, ProblemError } from '#web/ui/problem.ts'
import { safeReturnPath } from '#web/ui/return-path.ts'
import { type Signed, takeSession } from '#web/ui/session.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { OutsideFrame } from './OutsideFrame.tsx'
import { optionsQuery } from './options.ts'
import { PasskeyButton } from './PasskeyButton.tsx'
import { signInRoute } from './pages.ts'
import { SecondStep } from './SecondStep.tsx'
import { credentials } from './shapes.ts'
import { useText } from './text.ts'

type Credentials = { email: string; password: string }

/** E-mail and password, then a code where the account asks for one; or a passkey. */
export function SignInPage() {
  const t = useText()
  const options = useQuery(optionsQuery)
  const enter = useEntering()
  const [waiting, setWaiting] = useState<Credentials>()

  if (waiting) {
    return (
      <SecondStep
        onCode={(code) => signIn({ ...waiting, code })}
        onDone={enter}
        onBack={() => setWaiting(undefined)}
      />
    )
  }
  const accounts = options.data?.demoAccounts ?? []
  return (
    <OutsideFrame
      title={t('signIn.title')}
      aside={accounts.length > 0 && <DemoAccounts accounts={accounts} onChoose={demo} />}
    >
      <PasswordForm onCodeNeeded={setWaiting} onDone={enter} />
      <PasskeyButton onDone={enter} />
    </OutsideFrame>
  )

  async function demo(email: string, password: string) {
    enter(await signIn({ email, password }))
  }
}

type PasswordFormProps = {
  onCodeNeeded: (credentials: Credentials) => void
  onDone: (session: Signed) => void
}

function PasswordForm({ onCodeNeeded, onDone }: PasswordFormProps) {
  const t = useText()
  const [refusal, setRefusal] = useState<string>()
  const form = useEntry<Credentials>(credentials, { email: '', password: '' })
  return (
    <EntryForm
      form={form}
      action={t('signIn.action')}
      send={signIn}
      onDone={onDone}
      onRefused={refused}
      guard={false}
      wide
    >
      {refusal && (
        <Alert role="alert" color="red">
          {refusal}
        </Alert>
      )}
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('email')}
      />
      <div>
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Anchor component={Link} to="/password-reset" size="sm" mt={8} display="inline-block">
          {t('signIn.forgotten')}
        </Anchor>
      </div>
    </EntryForm>
  )

  function refused(error: unknown): boolean {
    if (isProblem(error, 'identity/code-needed')) {
      onCodeNeeded(form.getValues())
      return true
    }
    if (isProblem(error, 'identity/wrong-credentials')) {
      setRefusal(t('signIn.wrong'))
      return true
    }
    if (error instanceof ProblemError && error.status === 429) {
      setRefusal(t('signIn.tooMany', { minutes: Math.ceil((error.retryAfterSeconds ?? 60) / 60) }))
      return true
    }
    setRefusal(undefined)
    return false
  }
}

function signIn(input: Credentials & { code?: string }): Promise<Signed> {
  return post<Signed>('/api/session', input, { keepOn401: true })
}

/** Takes the session into use and goes where the person was going. */
function useEntering(): (session: Signed) => void {
  const client = useQueryClient()
  const router = useRouter()
  const search = signInRoute.useSearch()
  return (session) => {
    takeSession(client, session)
    router.history.push(safeReturnPath(search.return))
  }
}
