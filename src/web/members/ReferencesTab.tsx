import { Text } from '@mantine/core'
import { IconFileCheck } from '@tabler/icons-react'
import type { Company } from '#domains/members/schema.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { CodeLine } from './CodeLine.tsx'
import classes from './CompanyPage.module.css'
import { PartCard, PartList } from './PartList.tsx'
import { useText } from './text.ts'
import { useValueBand } from './value-band.ts'

/** Work done for others: for whom, when, and roughly how big. */
export function ReferencesTab({ company }: { company: Company }) {
  const { nameOf } = useCountryNames()
  const t = useText()
  const bandOf = useValueBand()
  return (
    <PartList company={company} kind="references" icon={IconFileCheck}>
      {company.references.map((reference) => (
        <PartCard
          key={reference.id}
          company={company}
          kind="references"
          part={reference}
          name={reference.title}
        >
          <Text>
            {reference.buyerName}, {nameOf(reference.buyerCountry)} · {reference.year} ·{' '}
            {reference.valueBand ? bandOf(reference.valueBand) : <span>{t('band.none')}</span>}
          </Text>
          {reference.description && <Text className={classes.prose}>{reference.description}</Text>}
          <CodeLine list="cpv" label="CPV" codes={reference.cpv} />
        </PartCard>
      ))}
    </PartList>
  )
}
