import { NativeSelect, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod'
import { get, post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { isCompanyPerson, isStaff, type Role, useSession } from '#web/ui/session.ts'
import { languages } from '#web/ui/text.ts'
import { useText } from './text.ts'

// Staff let a company's first admin in; whom else it lets in is the company's own matter.
const firstOfCompany: Role[] = ['company-admin']
const companyRoles: Role[] = ['company-member', 'company-admin']
const otherRoles: Role[] = [
  'cluster-staff',
  'cluster-manager',
  'outside-contact',
  'programme-officer',
  'auditor',
  'peer-cluster-staff',
]

const newInvitation = z
  .object({
    email: z.email(),
    role: z.enum([...companyRoles, ...otherRoles]),
    companyId: z.string().nullable(),
    language: z.enum(languages),
  })
  .refine(({ role, companyId }) => !isCompanyPerson(role) || companyId !== null, { path: ['companyId'] })

/** Invites somebody. Company admins invite into their own company only. */
export function InviteForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const t = useText()
  const { hat, account } = useSession()
  const roles = isStaff(hat.role) ? [...firstOfCompany, ...otherRoles] : companyRoles
  const form = useEntry<z.infer<typeof newInvitation>>(newInvitation, {
    email: '',
    role: roles[0] ?? 'company-member',
    companyId: hat.companyId,
    language: account.language,
  })
  const { email, role } = form.values

  return (
    <EntryForm
      form={form}
      action={t('people.send')}
      send={({ companyId, ...others }, key) =>
        post(
          '/api/invitations',
          { ...others, ...(isCompanyPerson(role) ? { companyId } : {}) },
          { idempotencyKey: key },
        )
      }
      onDone={() => {
        notifyDone(t('people.sent', { email }))
        onDone()
      }}
      onCancel={onCancel}
      guard={false}
    >
      <Text c="dimmed">{t('people.inviteLead')}</Text>
      <TextInput label={t('people.email')} type="email" data-autofocus {...form.getInputProps('email')} />
      <NativeSelect
        label={t('people.role')}
        data={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        {...form.getInputProps('role')}
      />
      {isStaff(hat.role) && isCompanyPerson(role) && <CompanySelect {...form.getInputProps('companyId')} />}
      <NativeSelect
        label={t('people.language')}
        data={[
          { value: 'et', label: 'Eesti' },
          { value: 'en', label: 'English' },
        ]}
        {...form.getInputProps('language')}
      />
    </EntryForm>
  )
}

type CompanySelectProps = { value?: string | null; onChange: (id: string | null) => void; error?: string }

function CompanySelect(props: CompanySelectProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const companies = useQuery({
    queryKey: ['companies', 'names', q],
    queryFn: ({ signal }) =>
      get<{ items: { id: string; legalName: string }[] }>('/api/companies', {
        search: { q, pageSize: 20 },
        signal,
      }),
  })
  return (
    <Select
      label={t('people.company')}
      description={`${t('people.firstAdmin')} ${t('people.companyHint')}`}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already; names may match by their former spelling.
      filter={({ options }) => options}
      data={(companies.data?.items ?? []).map(({ id, legalName }) => ({ value: id, label: legalName }))}
      {...props}
    />
  )
}
