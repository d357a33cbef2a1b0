import { Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { FeesTab } from './FeesTab.tsx'
import { duesSettingsRoute } from './pages.ts'
import { TermsForm } from './TermsForm.tsx'
import { useText } from './text.ts'

/** What the cluster asks of its members: classes, prices, terms. */
export function DuesSettingsPage() {
  const t = useText()
  const navigate = useNavigate()
  const { tab = 'fees' } = duesSettingsRoute.useSearch()
  return (
    <>
      <PageHeader title={t('settings.title')} lead={t('settings.lead')} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="fees">{t('settings.tabs.fees')}</Tabs.Tab>
          <Tabs.Tab value="terms">{t('settings.tabs.terms')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fees">
          <FeesTab />
        </Tabs.Panel>
        <Tabs.Panel value="terms">
          <TermsForm />
        </Tabs.Panel>
      </Tabs>
    </>
  )

  function show(next: string | null) {
    void navigate({ to: '/settings/dues', search: next === 'terms' ? { tab: 'terms' } : {}, replace: true })
  }
}
