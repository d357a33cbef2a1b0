import { Text } from '@mantine/core'
import { IconCertificate } from '@tabler/icons-react'
import { lapsesWithin } from '#domains/members/rules.ts'
import type { Company } from '#domains/members/schema.ts'
import { useFormat } from '#web/ui/format.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { useCertificateNames } from './certificate-kinds.ts'
import { PartCard, PartList } from './PartList.tsx'
import { useText } from './text.ts'

/** Certificates in the order they run out. */
export function CertificatesTab({ company }: { company: Company }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCertificateNames()
  return (
    <PartList company={company} kind="certificates" icon={IconCertificate}>
      {company.certificates.map((certificate) => {
        const facts = [
          certificate.number && t('certificate.number', { number: certificate.number }),
          certificate.issuer,
          certificate.issuedOn && t('certificate.issued', { date: format.date(certificate.issuedOn) }),
        ].filter(Boolean)
        return (
          <PartCard
            key={certificate.id}
            company={company}
            kind="certificates"
            part={certificate}
            name={nameOf(certificate.kind)}
            tags={<Expiry expiresOn={certificate.expiresOn} />}
          >
            {facts.length > 0 && <Text>{facts.join(' · ')}</Text>}
          </PartCard>
        )
      })}
    </PartList>
  )
}

/** A new certificate takes about a quarter of a year to get. */
const soonDays = 90

function Expiry({ expiresOn }: { expiresOn: string | null }) {
  const t = useText()
  const format = useFormat()
  if (!expiresOn) return <Tag>{t('certificate.forever')}</Tag>
  const today = new Date().toISOString().slice(0, 10)
  const date = format.date(expiresOn)
  if (lapsesWithin(expiresOn, today, -1)) return <Tag tone="bad">{t('certificate.expired', { date })}</Tag>
  if (lapsesWithin(expiresOn, today, soonDays))
    return <Tag tone="warn">{t('certificate.soon', { date })}</Tag>
  return <Tag tone="good">{t('certificate.expires', { date })}</Tag>
}
