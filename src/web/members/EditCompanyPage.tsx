import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Company } from '#domains/members/schema.ts'
import { put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import classes from './CompanyForm.module.css'
import { CompanyFields, companyInputOf, useCompanyEntry } from './CompanyForm.tsx'
import { companyQuery } from './company-query.ts'
import { LogoField } from './LogoField.tsx'
import { editCompanyRoute } from './pages.ts'
import { useText } from './text.ts'

/** Changes a company's own fields. */
export function EditCompanyPage() {
  const { id } = editCompanyRoute.useParams()
  const query = useQuery(companyQuery(id))
  if (query.data) return <Edit newest={query.data} onReload={() => query.refetch()} />
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  return <PageSkeleton />
}

function Edit({
  newest,
  onReload,
}: {
  newest: Company
  onReload: () => Promise<{ data: Company | undefined }>
}) {
  const t = useText()
  // The version the form was filled from: what others change meanwhile must not wipe out what is being typed.
  const [start, setStart] = useState(newest)
  const [version, setVersion] = useState(newest.version)
  return (
    <>
      <PageHeader
        title={t('form.title', { company: start.legalName })}
        back={{ label: start.legalName, link: { to: '/members/$id', params: { id: start.id } } }}
      />
      <div className={classes.page}>
        <LogoField
          company={newest}
          // The logo counts the company's version up as well; that alone is no foreign change to what is being typed.
          onChanged={(changed) => setVersion((now) => (changed.version === now + 1 ? changed.version : now))}
        />
      </div>
      <Form key={start.version} company={start} version={version} onReload={reload} />
    </>
  )

  async function reload() {
    const company = (await onReload()).data ?? start
    setStart(company)
    setVersion(company.version)
  }
}

type FormProps = { company: Company; version: number; onReload: () => void }

function Form({ company, version, onReload }: FormProps) {
  const t = useText()
  const navigate = useNavigate()
  const { field } = editCompanyRoute.useSearch()
  const form = useCompanyEntry(company)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (field) focusField(place.current, field)
  }, [field])
  const leave = (isSaved: boolean) =>
    void navigate({ to: '/members/$id', params: { id: company.id }, ignoreBlocker: isSaved })
  return (
    <div ref={place} className={classes.page}>
      <EntryForm
        form={form}
        action={t('form.save')}
        send={(values) =>
          put<Company>(`/api/companies/${company.id}`, companyInputOf(values), { ifMatch: version })
        }
        onDone={(saved) => {
          notifyDone(t('part.saved', { name: saved.legalName }))
          leave(true)
        }}
        onReload={onReload}
        onCancel={() => leave(false)}
      >
        <CompanyFields form={form} />
      </EntryForm>
    </div>
  )
}

/** Begins with the field a link asked for; a text in two languages begins with its first. */
function focusField(place: HTMLElement | null, field: string) {
  const found = place?.querySelector<HTMLElement>(
    `[data-path="${CSS.escape(field)}"], [data-path^="${CSS.escape(field)}."]`,
  )
  const input = found?.matches('input, textarea, select') ? found : found?.querySelector('input')
  input?.scrollIntoView({ block: 'center' })
  input?.focus({ preventScroll: true })
}
