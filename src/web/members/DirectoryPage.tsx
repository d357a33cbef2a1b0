import { Button } from '@mantine/core'
import { IconBuildings, IconGridDots, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type * as z from 'zod'
import { type directoryAnswer, membershipStatuses, sizeClasses } from '#domains/members/schema.ts'
import { get } from '#web/ui/api.ts'
import { useCodeLabels, useDivisionName } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { DataList } from '#web/ui/DataList.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import type { Facet } from '#web/ui/Facets.tsx'
import { chosenIn } from '#web/ui/list-search.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { isOfCluster, useSession } from '#web/ui/session.ts'
import { useCertificateNames } from './certificate-kinds.ts'
import { useDirectoryColumns } from './directory-columns.tsx'
import { directoryRoute } from './pages.ts'
import { useText } from './text.ts'

type Directory = z.output<typeof directoryAnswer>

/** Every company of the cluster: found by words, narrowed by facets, compared in a table. */
export function DirectoryPage() {
  const t = useText()
  const whole = useQuery({
    queryKey: ['/api/companies', 'whole'],
    queryFn: ({ signal }) => get<Directory>('/api/companies', { search: { pageSize: 1 }, signal }),
  })
  const mayAdd = whole.data?.abilities.includes('add-company') ?? false
  const isInside = isOfCluster(useSession())
  const isEmpty = whole.data?.total === 0

  return (
    <>
      <PageHeader
        title={t('directory.title')}
        lead={t('directory.lead')}
        actions={
          <>
            {isInside && (
              <Button
                component={Link}
                to="/members/capability-map"
                variant="default"
                leftSection={<IconGridDots size={18} aria-hidden />}
              >
                {t('directory.map')}
              </Button>
            )}
            {mayAdd && !isEmpty && <AddCompany>{t('directory.add')}</AddCompany>}
          </>
        }
      />
      <DataList
        label={t('directory.title')}
        path="/api/companies"
        columns={useDirectoryColumns()}
        rowKey={(row) => row.id}
        rowLink={(row) => ({ to: '/members/$id', params: { id: row.id } })}
        facets={useDirectoryFacets(whole.data)}
        searchHint={t('directory.search')}
        empty={
          <EmptyState
            icon={IconBuildings}
            title={t(isInside ? 'directory.empty' : 'directory.emptyForGuests')}
            action={mayAdd && <AddCompany>{t('directory.addFirst')}</AddCompany>}
          >
            {t(isInside ? 'directory.emptyHint' : 'directory.emptyForGuestsHint')}
          </EmptyState>
        }
      />
    </>
  )
}

function AddCompany({ children }: { children: string }) {
  return (
    <Button component={Link} to="/members/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {children}
    </Button>
  )
}

/** The choices come from the whole directory, so that they stay put while the list gets narrower. */
function useDirectoryFacets(whole: Directory | undefined): Facet[] {
  const t = useText()
  const search = directoryRoute.useSearch()
  const countries = useCountryNames()
  const certificates = useCertificateNames()
  const chosenCodes = chosenIn(search, 'cpv')
  const { labelOf } = useCodeLabels('cpv', chosenCodes)
  const divisionName = useDivisionName()
  const facets = whole?.facets
  /** What the whole directory holds, and what is chosen though it does not: it came in with a link. */
  const held = (facet: string, counted: { value: string }[] | undefined) => {
    const values = (counted ?? []).map((one) => one.value)
    return [...chosenIn(search, facet).filter((value) => !values.includes(value)), ...values]
  }

  return [
    {
      id: 'cpv',
      label: t('directory.cpv'),
      countedBy: 'cpvDivision',
      options: held('cpv', facets?.cpvDivision).map((value) => ({
        value,
        label: divisionName(value) ?? labelOf(value) ?? value,
      })),
    },
    {
      id: 'country',
      label: t('directory.country'),
      options: held('country', facets?.country).map((value) => ({ value, label: countries.nameOf(value) })),
    },
    {
      id: 'size',
      label: t('directory.size'),
      options: sizeClasses.map((value) => ({ value, label: t(`size.${value}`) })),
    },
    {
      id: 'status',
      label: t('directory.status'),
      options: membershipStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    {
      id: 'certificate',
      label: t('directory.certificate'),
      options: held('certificate', facets?.certificate).map((value) => ({
        value,
        label: certificates.nameOf(value),
      })),
    },
  ]
}
