import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useText as useUiText } from '#web/ui/words.ts'
import classes from './CompanyDrawer.module.css'
import type { CompanyTab } from './pages.ts'

type CompanyDrawerProps = {
  companyId: string
  /** What is shown again when the drawer closes. */
  tab: CompanyTab
  title: string
  children: (close: () => void) => ReactNode
}

/** A form over a company's page: a drawer on a desk, a page of its own on a phone. Closing is a change of address. */
export function CompanyDrawer({ companyId, tab, title, children }: CompanyDrawerProps) {
  const t = useUiText()
  const navigate = useNavigate()
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const close = () => {
    void navigate({
      to: '/members/$id',
      params: { id: companyId },
      search: { tab: tab === 'overview' ? undefined : tab },
      resetScroll: false,
    })
  }
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={isNarrow ? '100%' : 620}
      title={title}
      classNames={{ title: classes.title, body: classes.body }}
      closeButtonProps={{ 'aria-label': t('close') }}
      // A pointer that slips outside must not put typed words at risk.
      closeOnClickOutside={false}
    >
      {children(close)}
    </Drawer>
  )
}
