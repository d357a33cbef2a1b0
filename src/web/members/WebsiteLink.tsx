import { Anchor } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import classes from './Members.module.css'

/** A company's website without its "https://www."; anything but http and https stays plain text. */
export function WebsiteLink({ address }: { address: string }) {
  const parsed = URL.canParse(address) ? new URL(address) : undefined
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:'
  if (!parsed || !isWeb) return address
  const name = parsed.host.replace(/^www\./, '') + parsed.pathname.replace(/\/$/, '')
  return (
    <Anchor href={parsed.href} target="_blank" rel="noopener noreferrer" className={classes.outward}>
      {name}
      <IconExternalLink size={15} aria-hidden />
    </Anchor>
  )
}
