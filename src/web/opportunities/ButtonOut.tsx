import { Button, VisuallyHidden } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { useText } from './text.ts'

type ButtonOutProps = { href: string; variant: 'default' | 'filled'; icon: Icon; children: string }

/** A button that leads out of Talgud; `href` has gone through safeAddress. */
export function ButtonOut({ href, variant, icon: Mark, children }: ButtonOutProps) {
  const t = useText()
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      variant={variant}
      rightSection={<Mark size={17} aria-hidden />}
    >
      {children}
      <VisuallyHidden>({t('page.opensOutside')})</VisuallyHidden>
    </Button>
  )
}
