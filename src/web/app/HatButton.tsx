import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import type { Hat } from '#web/ui/session.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

type Props = { hat: Hat } & Omit<ComponentPropsWithRef<'button'>, keyof UnstyledButtonProps>

/** Opens the menu of one's hats. */
export function HatButton({ hat, ...button }: Props) {
  return (
    <UnstyledButton {...button} className={classes.hatButton}>
      <HatName hat={hat} />
      <IconSelector size={16} aria-hidden />
    </UnstyledButton>
  )
}

export function HatName({ hat }: { hat: Hat }) {
  const t = useText()
  return (
    <span className={classes.hat}>
      <span className={classes.hatPlace}>{hat.companyName ?? hat.clusterName}</span>
      <span className={classes.hatRole}>{t(`role.${hat.role}`)}</span>
    </span>
  )
}
