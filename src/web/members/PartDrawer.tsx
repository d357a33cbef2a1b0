import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Company, PartKind } from '#domains/members/schema.ts'
import { LoadFailure } from '#web/ui/LoadFailure.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { CapabilityForm } from './CapabilityForm.tsx'
import { CertificateForm } from './CertificateForm.tsx'
import { CompanyDrawer } from './CompanyDrawer.tsx'
import { companyQuery } from './company-query.ts'
import { PersonForm } from './PersonForm.tsx'
import { ProductForm } from './ProductForm.tsx'
import { newPartRoute, partRoute } from './pages.ts'
import { ReferenceForm } from './ReferenceForm.tsx'
import { useText } from './text.ts'

/** Adds a person, capability, product, reference or certificate over the company's page. */
export function NewPartDrawer() {
  const t = useText()
  const { id, kind } = newPartRoute.useParams()
  return (
    <CompanyDrawer companyId={id} tab={kind} title={t(`${kind}.new`)}>
      {(close) => (
        <PartForm
          key={kind}
          companyId={id}
          kind={kind}
          part={undefined}
          onReload={() => close()}
          onClose={close}
        />
      )}
    </CompanyDrawer>
  )
}

/** Changes one part of a company over its page. */
export function EditPartDrawer() {
  const t = useText()
  const { id, kind, partId } = partRoute.useParams()
  return (
    <CompanyDrawer companyId={id} tab={kind} title={t(`${kind}.edit`)}>
      {(close) => <EditPart key={partId} companyId={id} kind={kind} partId={partId} onClose={close} />}
    </CompanyDrawer>
  )
}

type EditPartProps = {
  companyId: string
  kind: PartKind
  partId: string
  onClose: (isSaved?: boolean) => void
}

function EditPart({ companyId, kind, partId, onClose }: EditPartProps) {
  const t = useText()
  const query = useQuery(companyQuery(companyId))
  // Kept as it was when the form opened: what others change meanwhile must not wipe out what is being typed.
  const [kept, setKept] = useState<Part | undefined>(() => partOf(query.data, kind, partId))
  const part = kept ?? partOf(query.data, kind, partId)

  if (query.isError && !query.data) return <LoadFailure error={query.error} onRetry={() => query.refetch()} />
  if (!query.data) return <RowsSkeleton />
  if (!part) {
    return (
      <>
        <Text mb="md">{t('part.missing')}</Text>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/members/$id" params={{ id: companyId }} search={{ tab: kind }} {...props} />
          )}
        >
          {t('part.toCompany')}
        </Button>
      </>
    )
  }
  return (
    <PartForm
      key={part.version}
      companyId={companyId}
      kind={kind}
      part={part}
      onReload={async () => {
        const { data } = await query.refetch()
        setKept(partOf(data, kind, partId))
      }}
      onClose={onClose}
    />
  )
}

type Part = Company[PartKind][number]

type PartFormProps = {
  companyId: string
  kind: PartKind
  part: Part | undefined
  onReload: () => void
  onClose: (isSaved?: boolean) => void
}

function PartForm({ companyId, kind, part, onReload, onClose }: PartFormProps): ReactNode {
  const common = { companyId, onReload, onClose }
  // A part of this kind has this shape; the list it came from says so.
  switch (kind) {
    case 'people':
      return <PersonForm {...common} part={part as Company['people'][number] | undefined} />
    case 'capabilities':
      return <CapabilityForm {...common} part={part as Company['capabilities'][number] | undefined} />
    case 'products':
      return <ProductForm {...common} part={part as Company['products'][number] | undefined} />
    case 'references':
      return <ReferenceForm {...common} part={part as Company['references'][number] | undefined} />
    case 'certificates':
      return <CertificateForm {...common} part={part as Company['certificates'][number] | undefined} />
  }
}

function partOf(company: Company | undefined, kind: PartKind, partId: string): Part | undefined {
  const parts: Part[] = company?.[kind] ?? []
  return parts.find((one) => one.id === partId)
}
