import type { Icon } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './StatTile.module.css'

type StatTileProps = {
  label: string
  value: string
  /** What to do about it, or what it is compared with. */
  hint?: string
  icon?: Icon
  /** The list behind the number: a typed link, or an address as the server gave it. */
  link?: LinkProps | string
  /** Marks a number somebody should act on. */
  needsAction?: boolean
}

/** One number that matters, with its name and the list behind it. */
export function StatTile({ label, value, hint, icon: Mark, link, needsAction }: StatTileProps) {
  const inside = (
    <>
      <span className={classes.label}>
        {Mark && <Mark size={18} stroke={1.7} aria-hidden />}
        {label}
      </span>
      <span className={classes.value}>{value}</span>
      {hint && <span className={classes.hint}>{hint}</span>}
    </>
  )
  if (!link) return <div className={classes.tile}>{inside}</div>
  const marks = { className: classes.tile, 'data-link': true, 'data-action': needsAction || undefined }
  if (typeof link !== 'string') {
    return (
      <Link {...link} {...marks}>
        {inside}
      </Link>
    )
  }
  return (
    <Link to={link} {...marks}>
      {inside}
    </Link>
  )
}
