import { Anchor } from '@mantine/core'
import { IconBuilding, IconMail, IconMapPin, IconPhone, IconUser, IconWorld } from '@tabler/icons-react'
import type { Company } from '#domains/members/schema.ts'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import classes from './CompanyPage.module.css'
import { useText } from './text.ts'
import { WebsiteLink } from './WebsiteLink.tsx'

/** The line under a company's name: where, how big, on the web, and whom to write to. */
export function CompanyFacts({ company }: { company: Company }) {
  const t = useText()
  const place = usePlace(company)
  const contact = company.people.find((person) => person.roles.includes('main-contact'))
  return (
    <div className={classes.facts}>
      <span className={classes.fact}>
        <IconMapPin size={17} aria-hidden /> {place}
      </span>
      {company.sizeClass && (
        <span className={classes.fact}>
          <IconBuilding size={17} aria-hidden /> {t(`size.${company.sizeClass}`)}
        </span>
      )}
      {company.website && (
        <span className={classes.fact}>
          <IconWorld size={17} aria-hidden /> <WebsiteLink address={company.website} />
        </span>
      )}
      {contact && (
        <span className={classes.fact}>
          <IconUser size={17} aria-hidden /> {t('page.mainContact')}: {contact.name}
        </span>
      )}
      {contact?.email && (
        <Anchor href={`mailto:${contact.email}`} className={classes.fact}>
          <IconMail size={17} aria-hidden /> {contact.email}
        </Anchor>
      )}
      {contact?.phone && (
        <Anchor href={phoneAddress(contact.phone)} className={classes.fact}>
          <IconPhone size={17} aria-hidden /> {contact.phone}
        </Anchor>
      )}
    </div>
  )
}

/** The region and the country, in words. */
export function usePlace(company: Pick<Company, 'country' | 'nuts'>): string {
  const { nameOf } = useCountryNames()
  const { labelOf } = useCodeLabels('nuts', company.nuts ? [company.nuts] : [])
  const region = company.nuts ? labelOf(company.nuts) : undefined
  const country = nameOf(company.country)
  return region && region !== country ? `${region}, ${country}` : country
}

/** A telephone number as phones take it: digits and a plus, nothing else. */
export function phoneAddress(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`
}
