import { Anchor, Text } from '@mantine/core'
import { IconMail, IconPhone, IconUsers } from '@tabler/icons-react'
import type { Company } from '#domains/members/schema.ts'
import { Tag } from '#web/ui/Tag.tsx'
import { phoneAddress } from './CompanyFacts.tsx'
import classes from './CompanyPage.module.css'
import { CorporateRoles } from './CorporateRoles.tsx'
import { PartCard, PartList } from './PartList.tsx'
import { useText } from './text.ts'

type Person = Company['people'][number]

/** Whom to write to and whom to call, the main contact first. */
export function PeopleTab({ company }: { company: Company }) {
  const t = useText()
  const people = [...company.people].sort((a, b) => Number(isMain(b)) - Number(isMain(a)))
  return (
    <>
      <PartList company={company} kind="people" icon={IconUsers}>
        {people.map((person) => (
          <PartCard
            key={person.id}
            company={company}
            kind="people"
            part={{ id: person.id }}
            name={person.name}
            tags={person.roles.map((role) => (
              <Tag key={role} tone={role === 'main-contact' ? 'accent' : 'plain'}>
                {t(`role.${role}`)}
              </Tag>
            ))}
          >
            {person.jobTitle && <Text>{person.jobTitle}</Text>}
            {(person.email || person.phone) && (
              <div className={classes.contact}>
                {person.email && (
                  <Anchor href={`mailto:${person.email}`} className={classes.fact}>
                    <IconMail size={17} aria-hidden /> {person.email}
                  </Anchor>
                )}
                {person.phone && (
                  <Anchor href={phoneAddress(person.phone)} className={classes.fact}>
                    <IconPhone size={17} aria-hidden /> {person.phone}
                  </Anchor>
                )}
              </div>
            )}
          </PartCard>
        ))}
      </PartList>
      {company.people.length > 0 && <CorporateRoles company={company} />}
    </>
  )
}

function isMain(person: Person): boolean {
  return person.roles.includes('main-contact')
}
