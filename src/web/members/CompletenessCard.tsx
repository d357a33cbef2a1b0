import { Anchor, Paper, Text, Title } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { Company } from '#domains/members/schema.ts'
import classes from './CompanyPage.module.css'
import meter from './Members.module.css'
import { type MissingPart, placeToFill } from './place-to-fill.ts'
import { useText } from './text.ts'

/** How complete the profile is and what is missing, each with the way to where it is filled in. */
export function CompletenessCard({ company }: { company: Company }) {
  const t = useText()
  const { score, missing } = company.completeness
  const mayEdit = company.abilities.includes('edit')
  return (
    <Paper component="section" p="lg" aria-labelledby="completeness">
      <Title order={2} size="h3" id="completeness" mb={8}>
        {t('completeness.title', { score })}
      </Title>
      <span className={meter.track} aria-hidden>
        <span className={meter.fill} style={{ width: `${score}%` }} />
      </span>
      {missing.length === 0 && <Text mt="sm">{t('completeness.full')}</Text>}
      {missing.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mt="sm">
            {t('completeness.why')}
          </Text>
          <Text fw={560} size="sm" mt="sm" mb={4} id="missing">
            {t('completeness.missing')}
          </Text>
          <ul className={classes.missing} aria-labelledby="missing">
            {missing.map(({ part, points }) => (
              <li key={part}>
                <Missing part={part} link={mayEdit ? placeToFill(part, company) : undefined} />
                <span className={classes.points}>{t('completeness.points', { count: points })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Paper>
  )
}

function Missing({ part, link }: { part: string; link: LinkProps | undefined }) {
  const t = useText()
  // The shape of the answer says "string"; the parts are those of rules.ts, which the sentences name one by one.
  const words = t(`completeness.part.${part as MissingPart}`)
  if (!link) return <span>{words}</span>
  return <Anchor renderRoot={(props) => <Link {...link} {...props} />}>{words}</Anchor>
}
