import { Alert, Anchor, Button, Modal, Paper, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useTiers } from '#web/ui/tiers.ts'
import { useText as useUiText } from '#web/ui/words.ts'
import classes from './Admissions.module.css'
import { ApplicationStatusTag } from './ApplicationStatusTag.tsx'
import { type Application, applicationQuery } from './application-query.ts'
import { AcceptForm, AskForm, DeclineForm } from './DecisionForms.tsx'
import { applicationRoute } from './pages.ts'
import { useText } from './text.ts'

/** An application to read, on a phone too, and to decide. */
export function ApplicationPage() {
  const { id } = applicationRoute.useParams()
  const query = useQuery(applicationQuery(id))
  return <Loaded query={query}>{(application) => <Shown application={application} />}</Loaded>
}

type Deed = 'accept' | 'ask' | 'decline'
const forms = { accept: AcceptForm, ask: AskForm, decline: DeclineForm }

function Shown({ application }: { application: Application }) {
  const t = useText()
  const ui = useUiText()
  const format = useFormat()
  const [deed, setDeed] = useState<Deed>()
  const Form = deed && forms[deed]
  return (
    <>
      <PageHeader
        title={application.legalName}
        lead={t('page.received', { when: format.dateTime(application.createdAt) })}
        tags={<ApplicationStatusTag status={application.status} />}
        back={{ label: t('page.back'), link: { to: '/applications' } }}
        actions={
          application.abilities.includes('decide') && (
            <>
              <Button variant="default" onClick={() => setDeed('decline')}>
                {t('page.decline')}
              </Button>
              <Button variant="default" onClick={() => setDeed('ask')}>
                {t('page.ask')}
              </Button>
              <Button onClick={() => setDeed('accept')}>{t('page.accept')}</Button>
            </>
          )
        }
      />
      <div className={classes.sections}>
        <Similar application={application} />
        <Words title={t('page.summary')}>{application.summary}</Words>
        {application.question && <Words title={t('page.question')}>{application.question}</Words>}
        {application.reason && <Words title={t('page.reason')}>{application.reason}</Words>}
        <Facts application={application} />
        <details>
          <summary>
            {t('page.consent', {
              number: application.consentNumber,
              when: format.dateTime(application.consentedAt),
            })}
          </summary>
          <Text mt="xs" className={classes.words}>
            {application.consentWords}
          </Text>
        </details>
      </div>
      <Modal
        opened={deed !== undefined}
        onClose={() => setDeed(undefined)}
        title={deed && t(`form.${deed}Title`, { company: application.legalName })}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        {Form && <Form application={application} onClose={() => setDeed(undefined)} />}
      </Modal>
    </>
  )
}

function Similar({ application }: { application: Application }) {
  const t = useText()
  if (application.similar.length === 0) return null
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={t('page.similar')}>
      {application.similar.map((one) => (
        <Text key={one.id} size="sm">
          <TextLink to="/members/$id" params={{ id: one.id }}>
            {one.name}
          </TextLink>{' '}
          ({t(`page.by.${one.by}`)})
        </Text>
      ))}
    </Alert>
  )
}

function Words({ title, children }: { title: string; children: string }) {
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      <Text className={classes.words}>{children}</Text>
    </section>
  )
}

function Facts({ application }: { application: Application }) {
  const t = useText()
  const { nameOf } = useCountryNames()
  const tiers = useTiers()
  const { website, contactEmail, contactPhone } = application
  return (
    <>
      <Paper component="section" p="lg" aria-labelledby="company">
        <Title order={2} size="h3" id="company" mb="sm">
          {t('page.company')}
        </Title>
        <dl className={classes.pairs}>
          <Fact name={t('page.country')}>{nameOf(application.country)}</Fact>
          <Fact name={t('page.registerCode')}>{application.registerCode}</Fact>
          <Fact name={t('page.vatNumber')}>{application.vatNumber}</Fact>
          <Fact name={t('page.address')}>{application.address}</Fact>
          <Fact name={t('page.website')}>
            {website && (
              <Anchor href={website} target="_blank" rel="noopener noreferrer nofollow">
                {website}
              </Anchor>
            )}
          </Fact>
          <Fact name={t('page.tier')}>{tiers.nameOf(application.tierId) ?? t('page.tierUnknown')}</Fact>
        </dl>
        {application.companyId && (
          <Text mt="md">
            <TextLink to="/members/$id" params={{ id: application.companyId }}>
              {t('page.toCompany')}
            </TextLink>
          </Text>
        )}
      </Paper>
      <Paper component="section" p="lg" aria-labelledby="contact">
        <Title order={2} size="h3" id="contact" mb="sm">
          {t('page.contact')}
        </Title>
        <Text fw={560}>{application.contactName}</Text>
        {application.contactTitle && <Text>{application.contactTitle}</Text>}
        <dl className={classes.pairs}>
          <Fact name={t('page.email')}>
            <Anchor href={`mailto:${contactEmail}`}>{contactEmail}</Anchor>
          </Fact>
          <Fact name={t('page.phone')}>
            {contactPhone && (
              <Anchor href={`tel:${contactPhone.replaceAll(/[^+\d]/g, '')}`}>{contactPhone}</Anchor>
            )}
          </Fact>
        </dl>
      </Paper>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
