import { Alert, Button, Menu, Paper, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconDotsVertical, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Invoice } from '#domains/dues/schema.ts'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import classes from './Dues.module.css'
import { InvoiceStatusTag } from './InvoiceStatusTag.tsx'
import { type InvoiceDeeds, useInvoiceDeeds } from './invoice-deeds.ts'
import { invoiceQuery } from './invoice-query.ts'
import { Payments } from './Payments.tsx'
import { invoiceRoute } from './pages.ts'
import { useText } from './text.ts'

/** One invoice as it stands: lines, sums, payments, and what can be done with it next. */
export function InvoicePage() {
  const { id } = invoiceRoute.useParams()
  const query = useQuery(invoiceQuery(id))
  return <Loaded query={query}>{(invoice) => <Shown invoice={invoice} />}</Loaded>
}

function Shown({ invoice }: { invoice: Invoice }) {
  const t = useText()
  const deeds = useInvoiceDeeds(invoice)
  const name = invoice.name ?? ''
  const issued =
    invoice.kind === 'credit-note' ? t('invoice.creditTitle', { name }) : t('invoice.title', { name })
  return (
    <>
      <PageHeader
        title={invoice.name === null ? t('invoice.draftTitle', { company: invoice.companyName }) : issued}
        lead={invoice.name === null ? undefined : invoice.companyName}
        tags={<InvoiceStatusTag status={invoice.status} />}
        back={{ label: t('invoice.back'), link: { to: '/invoices' } }}
        actions={<Actions invoice={invoice} deeds={deeds} />}
      />
      <div className={classes.twoSides}>
        <div className={classes.sections}>
          <Missing invoice={invoice} />
          <Lines invoice={invoice} />
          {invoice.kind === 'invoice' && invoice.name !== null && <Payments invoice={invoice} />}
        </div>
        <Facts invoice={invoice} />
      </div>
    </>
  )
}

function Actions({ invoice, deeds }: { invoice: Invoice; deeds: InvoiceDeeds }) {
  const t = useText()
  const may = (one: Invoice['abilities'][number]) => invoice.abilities.includes(one)
  const isReady = !invoice.missing.includes('seller') && !invoice.missing.includes('buyer-address')
  if (may('issue')) {
    return (
      <>
        <ButtonLink to="/invoices/$id/edit" params={{ id: invoice.id }} variant="default">
          {t('invoice.edit')}
        </ButtonLink>
        <More>
          <Menu.Item disabled={!isReady} onClick={() => deeds.issue(false)}>
            {t('invoice.issueOnly')}
          </Menu.Item>
          <Menu.Item color="red" onClick={deeds.removeDraft}>
            {t('invoice.removeDraft')}
          </Menu.Item>
        </More>
        <Button
          disabled={invoice.missing.length > 0}
          loading={deeds.isBusy}
          onClick={() => deeds.issue(true)}
        >
          {t('invoice.issue')}
        </Button>
      </>
    )
  }
  return (
    <>
      {(may('send') || may('credit')) && (
        <More>
          {may('send') && (
            <Menu.Item disabled={invoice.missing.includes('contact')} onClick={deeds.send}>
              {t(invoice.sentAt === null ? 'invoice.send' : 'invoice.sendAgain')}
            </Menu.Item>
          )}
          {may('credit') && (
            <Menu.Item color="red" onClick={deeds.credit}>
              {t('invoice.credit')}
            </Menu.Item>
          )}
        </More>
      )}
      {may('download') && (
        <Button
          component="a"
          href={`/api/invoices/${invoice.id}/pdf`}
          download
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {t('invoice.pdf')}
        </Button>
      )}
    </>
  )
}

function More({ children }: { children: ReactNode }) {
  const t = useText()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" px="xs" aria-label={t('invoice.more')}>
          <IconDotsVertical size={18} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

function Missing({ invoice }: { invoice: Invoice }) {
  const t = useText()
  if (invoice.missing.length === 0) return null
  return (
    <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
      {invoice.missing.map((what) => (
        <Text key={what} size="sm">
          {t(`invoice.missing.${what}`)}{' '}
          {what === 'seller' && (
            <TextLink to="/settings/dues" search={{ tab: 'terms' }}>
              {t('invoice.toTerms')}
            </TextLink>
          )}
          {what === 'buyer-address' && (
            <TextLink to="/members/$id/edit" params={{ id: invoice.companyId }} search={{ field: 'address' }}>
              {t('invoice.toCompany')}
            </TextLink>
          )}
          {what === 'contact' && (
            <TextLink to="/members/$id" params={{ id: invoice.companyId }} search={{ tab: 'people' }}>
              {t('invoice.toPeople')}
            </TextLink>
          )}
        </Text>
      ))}
    </Alert>
  )
}

function Lines({ invoice }: { invoice: Invoice }) {
  const t = useText()
  const format = useFormat()
  const sum = (cents: number) => format.money({ cents, currency: invoice.currency })
  const rate = (value: number | null) =>
    value === null ? t('invoice.noVat') : `${format.number(value / 100)}%`
  return (
    <section>
      <Title order={2} size="h3" id="lines" mb="sm">
        {t('invoice.lines')}
      </Title>
      <Table.ScrollContainer
        minWidth={520}
        type="native"
        className={classes.frame}
        tabIndex={0}
        role="region"
        aria-labelledby="lines"
      >
        <Table verticalSpacing="sm" horizontalSpacing="md" className={classes.table} aria-labelledby="lines">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('invoice.text')}</Table.Th>
              {(['quantity', 'price', 'vat', 'sum'] as const).map((column) => (
                <Table.Th key={column} scope="col" className={classes.number}>
                  {t(`invoice.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invoice.lines.map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own and never move
              <Table.Tr key={place}>
                <Table.Td>
                  {line.text}
                  {line.vatRate === null && line.vatNote && (
                    <span className={classes.under}>{line.vatNote}</span>
                  )}
                </Table.Td>
                <Table.Td className={classes.number}>{format.number(line.quantity)}</Table.Td>
                <Table.Td className={classes.number}>{sum(line.unitCents)}</Table.Td>
                <Table.Td className={classes.number}>{rate(line.vatRate)}</Table.Td>
                <Table.Td className={classes.number}>{sum(line.quantity * line.unitCents)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Sum name={t('invoice.net')}>{sum(invoice.netCents)}</Sum>
            {invoice.vat
              .filter((group) => group.rate !== null)
              .map((group) => (
                <Sum key={group.rate} name={t('invoice.vatOf', { rate: rate(group.rate) })}>
                  {sum(group.vatCents)}
                </Sum>
              ))}
            <Sum name={t('invoice.total')} isTotal>
              {sum(invoice.totalCents)}
            </Sum>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      {invoice.note && <Text mt="sm">{invoice.note}</Text>}
    </section>
  )
}

function Sum({ name, isTotal, children }: { name: string; isTotal?: boolean; children: ReactNode }) {
  return (
    <Table.Tr className={isTotal ? classes.total : undefined}>
      <Table.Td colSpan={4} className={classes.number}>
        {name}
      </Table.Td>
      <Table.Td className={classes.number}>{children}</Table.Td>
    </Table.Tr>
  )
}

function Facts({ invoice }: { invoice: Invoice }) {
  const t = useText()
  const format = useFormat()
  const day = (iso: string | null) => iso && format.date(iso)
  return (
    <Paper component="section" p="lg" aria-labelledby="facts">
      <Title order={2} size="h3" id="facts" mb="sm">
        {t('invoice.facts')}
      </Title>
      <dl className={classes.pairs}>
        <Fact name={t('invoice.issuedOn')}>{day(invoice.issuedOn)}</Fact>
        <Fact name={t('invoice.dueOn')}>{day(invoice.dueOn)}</Fact>
        <Fact name={t('invoice.period')}>
          {invoice.periodFrom && `${day(invoice.periodFrom)} – ${day(invoice.periodTo)}`}
        </Fact>
        <Fact name={t('invoice.reference')}>{invoice.reference}</Fact>
        <Fact name={t('invoice.rfReference')}>{invoice.rfReference}</Fact>
        <Fact name={t('invoice.buyer')}>
          <TextLink to="/members/$id" params={{ id: invoice.companyId }}>
            {invoice.buyer?.name ?? invoice.companyName}
          </TextLink>
          {invoice.buyer && <span className={classes.under}>{invoice.buyer.address}</span>}
        </Fact>
        <Fact name={t('invoice.credits')}>{invoice.credits && <Other to={invoice.credits} />}</Fact>
        <Fact name={t('invoice.creditedBy')}>{invoice.creditedBy && <Other to={invoice.creditedBy} />}</Fact>
        {invoice.abilities.includes('send') && (
          <Fact name={t('invoice.sentTo')}>
            {invoice.sentAt === null ? (
              t('invoice.notSent')
            ) : (
              <>
                {invoice.sentTo.join(', ')}{' '}
                <span className={classes.under}>{format.dateTime(invoice.sentAt)}</span>
              </>
            )}
          </Fact>
        )}
      </dl>
    </Paper>
  )
}

function Other({ to }: { to: { id: string; name: string } }) {
  return (
    <TextLink to="/invoices/$id" params={{ id: to.id }}>
      {to.name}
    </TextLink>
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
