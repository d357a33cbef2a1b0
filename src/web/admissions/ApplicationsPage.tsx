import { Paper, Text, Title } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCountryNames } from '#web/ui/country-names.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import classes from './Admissions.module.css'
import { ApplicationStatusTag } from './ApplicationStatusTag.tsx'
import { type Applications, applicationsQuery } from './application-query.ts'
import { useText } from './text.ts'

/** Who wants to join, those waiting for an answer first. */
export function ApplicationsPage() {
  const t = useText()
  const query = useQuery(applicationsQuery)
  const isOpen = (one: Applications['items'][number]) => one.status === 'waiting' || one.status === 'asked'
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        actions={
          <ButtonLink to="/settings/applications" variant="default">
            {t('list.settings')}
          </ButtonLink>
        }
      />
      <Loaded query={query} skeleton={<RowsSkeleton rows={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconInbox}
              title={t('list.empty')}
              action={<ButtonLink to="/settings/applications">{t('list.openForm')}</ButtonLink>}
            >
              {t('list.emptyHint')}
            </EmptyState>
          ) : (
            <div className={classes.sections}>
              <Group title={t('list.waiting')} items={items.filter(isOpen)} />
              <Group title={t('list.decided')} items={items.filter((one) => !isOpen(one))} />
            </div>
          )
        }
      </Loaded>
    </>
  )
}

function Group({ title, items }: { title: string; items: Applications['items'] }) {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCountryNames()
  if (items.length === 0) return null
  return (
    <section>
      <Title order={2} size="h3">
        {title}
      </Title>
      <ul className={classes.list}>
        {items.map((one) => (
          <Paper key={one.id} component="li" p="md">
            <div className={classes.head}>
              <TextLink to="/applications/$id" params={{ id: one.id }} fw={600}>
                {one.legalName}
              </TextLink>
              <ApplicationStatusTag status={one.status} />
            </div>
            <Text size="sm" c="dimmed">
              {t('list.from', { name: one.contactName, country: nameOf(one.country) })} ·{' '}
              {t('list.received', { when: format.date(one.createdAt) })}
            </Text>
          </Paper>
        ))}
      </ul>
    </section>
  )
}
