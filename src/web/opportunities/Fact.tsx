import type { ReactNode } from 'react'
import classes from './NoticePage.module.css'

type FactProps = {
  name: string
  /** Longer words take a row of their own. */
  isWide?: boolean
  children: ReactNode
}

/** One fact of a strip of facts: its name above it. */
export function Fact({ name, isWide, children }: FactProps) {
  return (
    <div className={classes.fact} data-wide={isWide || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
