import { Button } from '@mantine/core'
import { IconId, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import type { Company } from '#domains/members/schema.ts'
import { CompanyMark } from '#web/ui/CompanyMark.tsx'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { CompanyFacts } from './CompanyFacts.tsx'
import { CompanyTabs } from './CompanyTabs.tsx'
import { companyQuery } from './company-query.ts'
import { companyRoute } from './pages.ts'
import { StatusTag } from './StatusTag.tsx'
import { useText } from './text.ts'

/** One company: who they are at the top, everything they can do in tabs, editing in drawers over it. */
export function CompanyPage() {
  const { id } = companyRoute.useParams()
  const query = useQuery(companyQuery(id))
  if (query.data) {
    return (
      <>
        <CompanyHeader company={query.data} />
        <CompanyTabs company={query.data} />
        <Outlet />
      </>
    )
  }
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  return <PageSkeleton />
}

function CompanyHeader({ company }: { company: Company }) {
  const t = useText()
  const params = { id: company.id }
  return (
    <PageHeader
      title={company.legalName}
      mark={<CompanyMark company={{ ...company, name: company.legalName }} size={64} />}
      back={{ label: t('page.back'), link: { to: '/members' } }}
      tags={company.membership && <StatusTag status={company.membership.status} />}
      lead={<CompanyFacts company={company} />}
      actions={
        <>
          {company.abilities.includes('edit-membership') && (
            <Button
              renderRoot={(props) => <Link to="/members/$id/membership" params={params} search {...props} />}
              variant="default"
              leftSection={<IconId size={18} aria-hidden />}
            >
              {t('page.membership')}
            </Button>
          )}
          {company.abilities.includes('edit') && (
            <Button
              renderRoot={(props) => <Link to="/members/$id/edit" params={params} {...props} />}
              leftSection={<IconPencil size={18} aria-hidden />}
            >
              {t('page.edit')}
            </Button>
          )}
        </>
      }
    />
  )
}
