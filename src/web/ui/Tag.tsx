import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Tag.module.css'
import type { Tone } from './theme.ts'

type TagProps = {
  tone?: Tone
  icon?: Icon
  title?: string
  children: ReactNode
}

/** A short word about a thing: its state, its kind. The colour only repeats what the word says. */
export function Tag({ tone = 'plain', icon: Mark, title, children }: TagProps) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {Mark && <Mark size={14} stroke={2} aria-hidden />}
      {children}
    </span>
  )
}
