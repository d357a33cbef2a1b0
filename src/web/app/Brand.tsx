import mark from '#web/ui/mark.svg'
import classes from './Shell.module.css'

/** The sign and the name. */
export function Brand({ isSmall }: { isSmall?: boolean }) {
  return (
    <span className={classes.brand}>
      <img src={mark} alt={isSmall ? 'Talgud' : ''} width={28} height={28} />
      {!isSmall && <span className={classes.brandName}>Talgud</span>}
    </span>
  )
}
