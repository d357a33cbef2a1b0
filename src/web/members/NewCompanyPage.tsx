import { useNavigate } from '@tanstack/react-router'
import type { Company } from '#domains/members/schema.ts'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import classes from './CompanyForm.module.css'
import { CompanyFields, companyInputOf, useCompanyEntry } from './CompanyForm.tsx'
import { useText } from './text.ts'

/** Opens the record of a new member company. */
export function NewCompanyPage() {
  const t = useText()
  const navigate = useNavigate()
  const form = useCompanyEntry()
  return (
    <>
      <PageHeader
        title={t('form.newTitle')}
        lead={t('form.newLead')}
        back={{ label: t('page.back'), link: { to: '/members' } }}
      />
      <div className={classes.page}>
        <EntryForm
          form={form}
          action={t('form.create')}
          send={(values, idempotencyKey) =>
            post<Company>('/api/companies', companyInputOf(values), { idempotencyKey })
          }
          onDone={(company) => {
            notifyDone(t('form.created', { name: company.legalName }))
            void navigate({ to: '/members/$id', params: { id: company.id }, ignoreBlocker: true })
          }}
          onCancel={() => void navigate({ to: '/members' })}
        >
          <CompanyFields form={form} />
        </EntryForm>
      </div>
    </>
  )
}
