import { Title } from '@mantine/core'
import { type Company, corporateRoles } from '#domains/members/schema.ts'
import { TextLink } from '#web/ui/links.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import classes from './CompanyPage.module.css'
import { useText } from './text.ts'

/** Who a company has for what, and so who gets which mail. */
export function CorporateRoles({ company }: { company: Company }) {
  const t = useText()
  const mayEdit = company.abilities.includes('edit')
  const hasMain = company.people.some(({ roles }) => roles.includes('main-contact'))
  return (
    <section aria-labelledby="corporate-roles" className={classes.corporate}>
      <Title order={2} size="h3" id="corporate-roles">
        {t('people.corporate.title')}
      </Title>
      <dl className={classes.roles}>
        {corporateRoles.map((role) => {
          const holders = company.people.filter(({ roles }) => roles.includes(role))
          return (
            <div key={role} className={classes.role}>
              <dt>
                {t(`role.${role}`)}
                <span className={classes.roleHint}>{t(`people.corporate.${role}`)}</span>
              </dt>
              <dd>
                {holders.map((person, at) => (
                  <span key={person.id}>
                    {at > 0 && ', '}
                    {mayEdit ? (
                      <TextLink
                        to="/members/$id/$kind/$partId"
                        params={{ id: company.id, kind: 'people', partId: person.id }}
                      >
                        {person.name}
                      </TextLink>
                    ) : (
                      person.name
                    )}
                  </span>
                ))}
                {holders.length === 0 && (
                  <Tag tone={hasMain ? 'plain' : 'warn'}>
                    {t(hasMain ? 'people.corporate.fallback' : 'people.corporate.nobody')}
                  </Tag>
                )}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
