import { Tooltip, UnstyledButton } from '@mantine/core'
import classes from './Tag.module.css'

type CodeTagProps = {
  code: string
  label?: string
  /** Shows code and label in a line instead of hiding the label in a tooltip. */
  expanded?: boolean
}

/** A code of a public vocabulary (CPV, NACE, NUTS…) with its meaning one look away, by pointer, finger or keyboard. */
export function CodeTag({ code, label, expanded }: CodeTagProps) {
  if (!label) return <span className={`${classes.tag} ${classes.code}`}>{code}</span>
  if (expanded) {
    return (
      <span className={classes.tag}>
        <span className={classes.code}>{code}</span> {label}
      </span>
    )
  }
  return (
    <Tooltip label={label} multiline maw={320}>
      <UnstyledButton
        className={`${classes.tag} ${classes.code} ${classes.button}`}
        aria-label={`${code}: ${label}`}
      >
        {code}
      </UnstyledButton>
    </Tooltip>
  )
}
