import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import * as z from 'zod'
import { get, post } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { ProblemError } from '#web/ui/problem.ts'
import { type Role, type Session, takeSession } from '#web/ui/session.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { optionsQuery, rulesOf } from './options.ts'
import { acceptInvitationRoute } from './pages.ts'
import { newPassword } from './shapes.ts'
import { useText } from './text.ts'

type Invitation = {
  email: string
  clusterName: string
  role: Role
  companyName: string | null
  hasAccount: boolean
}

/** The page behind the link of an invitation. */
export function AcceptInvitationPage() {
  const t = useText()
  const { token } = acceptInvitationRoute.useParams()
  const path = `/api/invitations/${encodeURIComponent(token)}`
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => get<Invitation>(path, { signal }),
    retry: false,
  })
  const { error } = invitation
  if (error instanceof ProblemError && (error.status === 404 || error.status === 410))
    return <OverInvitation />

  const { data } = invitation
  return (
    <OutsideFrame
      title={
        data ? t('invitation.title', { place: data.companyName ?? data.clusterName }) : t('invitation.action')
      }
      lead={data && t('invitation.lead', { role: t(`role.${data.role}`), email: data.email })}
    >
      <Loaded query={invitation} skeleton={<RowsSkeleton rows={3} />}>
        {(known) => <JoinForm invitation={known} path={`${path}/acceptance`} />}
      </Loaded>
    </OutsideFrame>
  )
}

function JoinForm({ invitation, path }: { invitation: Invitation; path: string }) {
  const t = useText()
  const client = useQueryClient()
  const router = useRouter()
  const rules = rulesOf(useQuery(optionsQuery).data)
  // Somebody with an account proves it is theirs with the password they have, whatever rules it once obeyed.
  const password = invitation.hasAccount ? z.string().min(1) : newPassword(rules)
  const name = invitation.hasAccount ? z.string() : z.string().trim().min(1).max(120)
  const form = useEntry(z.object({ name, password }), { name: '', password: '' })

  return (
    <EntryForm
      form={form}
      action={t('invitation.action')}
      send={(values, key) => post<Session>(path, values, { idempotencyKey: key, keepOn401: true })}
      onDone={(session) => {
        takeSession(client, session)
        router.history.push('/')
      }}
      guard={false}
      wide
    >
      {invitation.hasAccount ? (
        <Alert color="spruce">{t('invitation.hasAccount')}</Alert>
      ) : (
        <TextInput label={t('invitation.name')} autoComplete="name" {...form.getInputProps('name')} />
      )}
      <PasswordInput
        label={t(invitation.hasAccount ? 'invitation.passwordOwn' : 'invitation.password')}
        description={invitation.hasAccount ? undefined : t('rules', { count: rules.minLength })}
        autoComplete={invitation.hasAccount ? 'current-password' : 'new-password'}
        {...form.getInputProps('password')}
      />
    </EntryForm>
  )
}

function OverInvitation() {
  const t = useText()
  return (
    <OutsideFrame title={t('invitation.over')}>
      <EmptyState
        icon={IconMailOff}
        title={t('invitation.overHint')}
        action={
          <Button component={Link} to="/sign-in" variant="default">
            {t('invitation.toSignIn')}
          </Button>
        }
      />
    </OutsideFrame>
  )
}
