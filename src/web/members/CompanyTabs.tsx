import { Tabs } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Company } from '#domains/members/schema.ts'
import { useFormat } from '#web/ui/format.ts'
import { useSession } from '#web/ui/session.ts'
import { CapabilitiesTab } from './CapabilitiesTab.tsx'
import { CertificatesTab } from './CertificatesTab.tsx'
import classes from './CompanyPage.module.css'
import { mayReadHistory } from './company-query.ts'
import { HistoryTab } from './HistoryTab.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { PeopleTab } from './PeopleTab.tsx'
import { ProductsTab } from './ProductsTab.tsx'
import { type CompanyTab, companyRoute } from './pages.ts'
import { ReferencesTab } from './ReferencesTab.tsx'
import { useText } from './text.ts'

const tabs = ['overview', 'products', 'capabilities', 'references', 'certificates', 'people'] as const

/** The parts of a company's page; the open one stands in the address. */
export function CompanyTabs({ company }: { company: Company }) {
  const t = useText()
  const format = useFormat()
  const navigate = useNavigate()
  const session = useSession()
  const search = companyRoute.useSearch()
  // While a part is edited, its list is what lies behind the drawer.
  const { kind } = useParams({ strict: false })
  const shown = mayReadHistory(session, company.id) ? [...tabs, 'history' as const] : tabs
  const wanted = kind ?? search.tab ?? 'overview'
  const open = shown.find((tab) => tab === wanted) ?? 'overview'

  const strip = useRef<HTMLDivElement>(null)
  // On a phone the strip is wider than the page; the open tab must be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every tab that opens
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (tab && strip.current) strip.current.scrollLeft = tab.offsetLeft - strip.current.offsetLeft - 48
  }, [open])

  return (
    <Tabs value={open} onChange={choose} keepMounted={false}>
      <Tabs.List
        ref={strip}
        className={classes.tabs}
        aria-label={t('tabs.label', { company: company.legalName })}
      >
        {shown.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tabs.${tab}`)}
            {tab !== 'overview' && tab !== 'history' && (
              <span className={classes.count}>{format.number(company[tab].length)}</span>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((tab) => (
        <Tabs.Panel key={tab} value={tab} className={classes.panel}>
          <TabContent tab={tab} company={company} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )

  function choose(tab: string | null) {
    const chosen = shown.find((one) => one === tab)
    void navigate({
      to: '/members/$id',
      params: { id: company.id },
      search: { tab: chosen === 'overview' ? undefined : chosen },
      resetScroll: false,
    })
  }
}

function TabContent({ tab, company }: { tab: CompanyTab; company: Company }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab company={company} />
    case 'products':
      return <ProductsTab company={company} />
    case 'capabilities':
      return <CapabilitiesTab company={company} />
    case 'references':
      return <ReferencesTab company={company} />
    case 'certificates':
      return <CertificatesTab company={company} />
    case 'people':
      return <PeopleTab company={company} />
    case 'history':
      return <HistoryTab companyId={company.id} />
  }
}
