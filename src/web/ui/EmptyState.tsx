import { Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

type EmptyStateProps = {
  icon: Icon
  /** What is not here. */
  title: string
  /** What will appear here and what to do next. */
  children?: ReactNode
  /** The next step as a button or link. */
  action?: ReactNode
  /** 1 where this is the whole page. */
  order?: 1 | 2
}

/** Shown instead of an empty list: says what would be here and offers the next step. */
export function EmptyState({ icon: Mark, title, children, action, order = 2 }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <span className={classes.mark}>
        <Mark size={28} stroke={1.6} aria-hidden />
      </span>
      <Title order={order} size="h3">
        {title}
      </Title>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
