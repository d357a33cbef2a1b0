import { useFormat } from '#web/ui/format.ts'
import classes from './Import.module.css'
import type { Import } from './shapes.ts'
import { useText } from './text.ts'

type Counts = Pick<Import, 'added' | 'updated' | 'unchanged' | 'refused'>

/** What an import brought so far. */
export function ImportCounts({ counts }: { counts: Counts }) {
  const t = useText()
  const format = useFormat()
  return (
    <dl className={classes.counts}>
      {(['added', 'updated', 'unchanged', 'refused'] as const).map((name) => (
        <div
          key={name}
          className={classes.count}
          data-bad={(name === 'refused' && counts.refused > 0) || undefined}
        >
          <dt>{t(`import.${name}`)}</dt>
          <dd>{format.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  )
}
