import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Exchange.module.css'
import { en } from './en.ts'
import type { List } from './shapes.ts'
import { useText } from './text.ts'
import { isKnown } from './words.ts'

/** Why the last work on a list was not done, which rows stood in the way, and what to do. */
export function RefusalNotice({
  refusal,
  children,
}: {
  refusal: NonNullable<List['refusal']>
  children?: ReactNode
}) {
  const t = useText()
  const code = refusal.code.split('/')[1] ?? ''
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <p className={classes.refusalWords}>
        {isKnown(en.problem, code) ? t(`problem.${code}`) : refusal.message}
      </p>
      {refusal.rows.length > 0 && (
        <>
          <p className={classes.refusalWords}>{t('done.inTheWay')}</p>
          <ul className={classes.inTheWay}>
            {refusal.rows.map((row) => (
              <li key={`${row.number} ${row.part}`}>
                {row.label} <span className={classes.quiet}>{t('preview.row', { number: row.number })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {children}
    </Alert>
  )
}
