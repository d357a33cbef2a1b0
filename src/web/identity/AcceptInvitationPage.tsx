import { Alert, PasswordInput, TextInput } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import * as z from 'zod'
import { get, post } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { isProblem, ProblemError } from '#web/ui/problem.ts'
import { type Role, type Signed, takeSession } from '#web/ui/session.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { optionsQuery, rulesOf } from './options.ts'
import { acceptInvitationRoute } from './pages.ts'
import { SecondStep } from './SecondStep.tsx'
import { newPassword } from './shapes.ts'
import { useText } from './text.ts'

type Invitation = {
  email: string
  clusterName: string
  role: Role
  companyName: string | null
  hasAccount: boolean
}
type Acceptance = { name?: string; password: string; code?: string }

/** The page behind the link of an invitation. */
export function AcceptInvitationPage() {
  const t = useText()
  const { token } = acceptInvitationRoute.useParams()
  const enter = useEntering()
  const [waiting, setWaiting] = useState<Acceptance>()
  const path = `/api/invitations/${encodeURIComponent(token)}`
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => get<Invitation>(path, { signal }),
    retry: false,
    // Once accepted it is gone; reading it again would tell so in the moment between joining and the first page.
    staleTime: 'static',
  })
  const { data, error } = invitation
  if (error instanceof ProblemError && (error.status === 404 || error.status === 410))
    return <OverInvitation />
  if (waiting) {
    const withCode = (code: string) => accept({ ...waiting, code })
    return <SecondStep onCode={withCode} onDone={enter} onBack={() => setWaiting(undefined)} />
  }
  return (
    <OutsideFrame
      title={
        data ? t('invitation.title', { place: data.companyName ?? data.clusterName }) : t('invitation.action')
      }
      lead={data && t('invitation.lead', { role: t(`role.${data.role}`), email: data.email })}
    >
      <Loaded query={invitation} skeleton={<RowsSkeleton rows={3} />}>
        {({ hasAccount }) =>
          hasAccount ? (
            <OldAccountForm accept={accept} onDone={enter} onCodeNeeded={setWaiting} />
          ) : (
            <NewAccountForm accept={accept} onDone={enter} />
          )
        }
      </Loaded>
    </OutsideFrame>
  )

  function accept(input: Acceptance): Promise<Signed> {
    return post<Signed>(`${path}/acceptance`, input, { keepOn401: true })
  }
}

type JoinFormProps = { accept: (input: Acceptance) => Promise<Signed>; onDone: (session: Signed) => void }

function NewAccountForm({ accept, onDone }: JoinFormProps) {
  const t = useText()
  const rules = rulesOf(useQuery(optionsQuery).data)
  const shape = z.object({ name: z.string().trim().min(1).max(120), password: newPassword(rules) })
  const form = useEntry(shape, { name: '', password: '' })
  return (
    <EntryForm form={form} action={t('invitation.action')} send={accept} onDone={onDone} guard={false} wide>
      <TextInput label={t('invitation.name')} autoComplete="name" {...form.getInputProps('name')} />
      <PasswordInput
        label={t('invitation.password')}
        description={t('rules', { count: rules.minLength })}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
    </EntryForm>
  )
}

type OldAccountFormProps = JoinFormProps & { onCodeNeeded: (waiting: Acceptance) => void }

/** Somebody with an account proves it is theirs with the password they have, whatever rules it once obeyed. */
function OldAccountForm({ accept, onDone, onCodeNeeded }: OldAccountFormProps) {
  const t = useText()
  const form = useEntry(z.object({ password: z.string().min(1) }), { password: '' })
  return (
    <EntryForm
      form={form}
      action={t('invitation.action')}
      send={accept}
      onDone={onDone}
      onRefused={refused}
      guard={false}
      wide
    >
      <Alert color="spruce">{t('invitation.hasAccount')}</Alert>
      <PasswordInput
        label={t('invitation.passwordOwn')}
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
    </EntryForm>
  )

  function refused(error: unknown): boolean {
    if (isProblem(error, 'identity/code-needed')) {
      onCodeNeeded(form.getValues())
      return true
    }
    if (!isProblem(error, 'identity/wrong-credentials')) return false
    form.setErrors({ password: t('invitation.wrongPassword') })
    return true
  }
}

function OverInvitation() {
  const t = useText()
  return (
    <OutsideFrame title={t('invitation.over')}>
      <EmptyState
        icon={IconMailOff}
        title={t('invitation.overHint')}
        action={
          <ButtonLink to="/sign-in" variant="default">
            {t('invitation.toSignIn')}
          </ButtonLink>
        }
      />
    </OutsideFrame>
  )
}

function useEntering(): (session: Signed) => void {
  const client = useQueryClient()
  const router = useRouter()
  return (session) => {
    takeSession(client, session)
    router.history.push('/')
  }
}
