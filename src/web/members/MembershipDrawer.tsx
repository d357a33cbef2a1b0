import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod'
import { nextStatuses } from '#domains/members/rules.ts'
import { type Company, membershipInput, membershipStatuses } from '#domains/members/schema.ts'
import { put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { LoadFailure } from '#web/ui/LoadFailure.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useTiers } from '#web/ui/tiers.ts'
import { CompanyDrawer } from './CompanyDrawer.tsx'
import { companyQuery } from './company-query.ts'
import { optionalText } from './field-props.ts'
import { useText } from './text.ts'

type Membership = NonNullable<Company['membership']>
type Values = z.input<typeof membershipInput>

/** Staff enter and change a membership here: its class, its status and its dates. */
export function MembershipDrawer() {
  const t = useText()
  const { id = '' } = useParams({ strict: false })
  const query = useQuery(companyQuery(id))
  // As in PartDrawer: what others change meanwhile must not wipe out what is being typed.
  const [kept, setKept] = useState(query.data)
  const company = kept ?? query.data
  return (
    <CompanyDrawer
      companyId={id}
      tab="overview"
      title={company ? t('membershipForm.title', { company: company.legalName }) : ''}
    >
      {(close) => {
        if (!company && query.isError)
          return <LoadFailure error={query.error} onRetry={() => query.refetch()} />
        if (!company) return <RowsSkeleton />
        return (
          <MembershipForm
            key={company.membership?.version ?? 0}
            companyId={id}
            membership={company.membership}
            onReload={async () => setKept((await query.refetch()).data)}
            onClose={close}
          />
        )
      }}
    </CompanyDrawer>
  )
}

type MembershipFormProps = {
  companyId: string
  membership: Membership | null
  onReload: () => void
  onClose: (isSaved?: boolean) => void
}

function MembershipForm({ companyId, membership, onReload, onClose }: MembershipFormProps) {
  const t = useText()
  const { tiers, nameOf } = useTiers()
  const form = useEntry<Values>(membershipInput, {
    tierId: membership?.tierId ?? null,
    status: membership?.status ?? 'applied',
    appliedOn: membership?.appliedOn ?? null,
    approvedOn: membership?.approvedOn ?? null,
    startsOn: membership?.startsOn ?? null,
    endsOn: membership?.endsOn ?? null,
    graceUntil: membership?.graceUntil ?? null,
  })
  const open = membership ? (nextStatuses[membership.status] ?? []) : membershipStatuses
  const choices = membershipStatuses.filter((status) => open.includes(status))
  return (
    <EntryForm
      form={form}
      action={t('membershipForm.save')}
      send={(values) =>
        put<Company>(`/api/companies/${companyId}/membership`, values, { ifMatch: membership?.version ?? 0 })
      }
      onDone={() => {
        notifyDone(t('part.saved', { name: t('page.membership').toLowerCase() }))
        onClose(true)
      }}
      onReload={onReload}
      onCancel={() => onClose()}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NativeSelect
          label={t('membershipForm.status')}
          data-autofocus
          data={choices.map((value) => ({ value, label: t(`status.${value}`) }))}
          {...form.getInputProps('status')}
        />
        <NativeSelect
          label={t('membershipForm.tier')}
          description={tiers.length === 0 ? t('membershipForm.noTiers') : undefined}
          data={[
            { value: '', label: t('membershipForm.noTier') },
            ...tiers
              .filter((tier) => tier.isOffered || tier.id === membership?.tierId)
              .map((tier) => ({ value: tier.id, label: nameOf(tier.id) ?? '' })),
          ]}
          {...optionalText(form, 'tierId')}
        />
        {dates.map((field) => (
          <TextInput
            key={field}
            type="date"
            label={t(`membershipForm.${field}`)}
            {...optionalText(form, field)}
          />
        ))}
      </SimpleGrid>
    </EntryForm>
  )
}

const dates = ['appliedOn', 'approvedOn', 'startsOn', 'endsOn', 'graceUntil'] as const
