import { Anchor, VisuallyHidden } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './NoticePage.module.css'
import { safeAddress } from './safe-address.ts'
import { useText } from './text.ts'

/** A link out of a notice. Whoever wrote the notice wrote the address: only the web, and nothing of us goes along. */
export function OutwardLink({ href, children }: { href: string; children: ReactNode }) {
  const t = useText()
  const address = safeAddress(href)
  if (address === undefined) return children
  return (
    <Anchor href={address} target="_blank" rel="noopener noreferrer" className={classes.outward}>
      {children}
      <IconExternalLink size={15} aria-hidden />
      <VisuallyHidden>({t('page.opensOutside')})</VisuallyHidden>
    </Anchor>
  )
}
