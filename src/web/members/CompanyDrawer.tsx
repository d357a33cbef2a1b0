import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'
import { useText as useUiText } from '#web/ui/words.ts'
import classes from './CompanyDrawer.module.css'
import type { CompanyTab } from './pages.ts'

type CompanyDrawerProps = {
  companyId: string
  /** What is shown again when the drawer closes. */
  tab: CompanyTab
  title: string
  children: (close: (isSaved?: boolean) => void) => ReactNode
}

/** A form over a company's page: a drawer on a desk, a page of its own on a phone. Closing is a change of address. */
export function CompanyDrawer({ companyId, tab, title, children }: CompanyDrawerProps) {
  const t = useUiText()
  const navigate = useNavigate()
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const close = (isSaved = false) => {
    void navigate({
      to: '/members/$id',
      params: { id: companyId },
      search: { tab: tab === 'overview' ? undefined : tab },
      resetScroll: false,
      // What has just been saved is not lost by leaving.
      ignoreBlocker: isSaved,
    })
  }
  return (
    <Drawer.Root
      opened
      onClose={() => close()}
      position="right"
      size={isNarrow ? '100%' : 620}
      // A pointer that slips outside must not put typed words at risk.
      closeOnClickOutside={false}
      // Mantine's own listener would pass the same key press on to the question whether to leave.
      closeOnEscape={false}
      onKeyDown={closeOnEscape}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.top}>
          <Drawer.Title className={classes.title}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('close')} />
        </div>
        <Drawer.Body className={classes.body}>{children(close)}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )

  function closeOnEscape(event: KeyboardEvent<HTMLElement>) {
    const from = event.target
    if (event.key !== 'Escape' || !(from instanceof HTMLElement)) return
    // Not from a dialog opened over this one, nor from an open list of choices, which closes itself.
    const hasOpenList = from.ariaExpanded === 'true' || from.dataset.mantineStopPropagation === 'true'
    if (hasOpenList || !event.currentTarget.contains(from)) return
    close()
  }
}
