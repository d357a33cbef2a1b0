import { Tag } from '#web/ui/Tag.tsx'
import classes from './CapabilityMap.module.css'
import type { CapabilityRow } from './capability-rows.ts'
import { useText } from './text.ts'

/** Who holds a capability, in words: nobody, only one (and which), or how many. */
export function HeldBy({ row }: { row: CapabilityRow }) {
  const t = useText()
  const [first] = row.holders
  return (
    <span className={classes.held}>
      {row.view === 'nobody' && <Tag tone="bad">{t('map.nobodyTag')}</Tag>}
      {row.view === 'single' && first && <Tag tone="warn">{t('map.singleTag', { company: first.name })}</Tag>}
      {row.view === 'several' && <span>{t('map.count', { count: row.holders.length })}</span>}
      {row.notices > 0 && <span className={classes.notices}>{t('map.notices', { count: row.notices })}</span>}
    </span>
  )
}
