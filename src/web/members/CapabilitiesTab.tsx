import { Text } from '@mantine/core'
import { IconPuzzle } from '@tabler/icons-react'
import type { Company } from '#domains/members/schema.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { CodeLine } from './CodeLine.tsx'
import classes from './CompanyPage.module.css'
import { PartCard, PartList } from './PartList.tsx'
import { useText } from './text.ts'

type Capability = Company['capabilities'][number]

/** What a company can do, and how proven it is. */
export function CapabilitiesTab({ company }: { company: Company }) {
  return (
    <PartList company={company} kind="capabilities" icon={IconPuzzle}>
      {company.capabilities.map((capability) => (
        <CapabilityCard key={capability.id} company={company} capability={capability} />
      ))}
    </PartList>
  )
}

function CapabilityCard({ company, capability }: { company: Company; capability: Capability }) {
  const t = useText()
  return (
    <PartCard
      company={company}
      kind="capabilities"
      part={capability}
      name={capability.name}
      tags={<Tag tone={tones[capability.level]}>{t(`level.${capability.level}`)}</Tag>}
    >
      {capability.evidence && <Text className={classes.prose}>{capability.evidence}</Text>}
      <CodeLine list="cpv" label="CPV" codes={capability.cpv} />
      <CodeLine list="fsc" label={t('part.supply')} codes={capability.supplyClasses} />
      {capability.terms.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('capabilities.terms')}: {capability.terms.join(', ')}
        </Text>
      )}
    </PartCard>
  )
}

const tones: Record<Capability['level'], Tone> = { claimed: 'plain', delivered: 'accent', certified: 'good' }
