import { Avatar, UnstyledButton, type UnstyledButtonProps, VisuallyHidden } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import classes from './Shell.module.css'
import { useText } from './text.ts'

type Props = { name: string } & Omit<ComponentPropsWithRef<'button'>, 'name' | keyof UnstyledButtonProps>

/** Opens the menu of one's own matters. */
export function AccountButton({ name, ...button }: Props) {
  const t = useText()
  return (
    <UnstyledButton {...button} className={classes.avatar}>
      <Avatar aria-hidden name={name} color="spruce" size={36} />
      <VisuallyHidden>{t('account.menu', { name })}</VisuallyHidden>
    </UnstyledButton>
  )
}
