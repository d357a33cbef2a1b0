import { Link } from '@tanstack/react-router'
import { useFormat } from '#web/ui/format.ts'
import classes from './CapabilityMap.module.css'
import type { Grouping } from './capability-map-query.ts'
import { type CapabilityRow, countViews, type View } from './capability-rows.ts'
import { mapViews } from './pages.ts'
import { useText } from './text.ts'

type CapabilityViewsProps = {
  rows: CapabilityRow[]
  by: Grouping
  /** Whether anybody counts what notices ask for. */
  isCounted: boolean
}

/** The answer at a glance: how much nobody, only one and several can do; each number narrows the map. */
export function CapabilityViews({ rows, by, isCounted }: CapabilityViewsProps) {
  const t = useText()
  const format = useFormat()
  const counts = countViews(rows)
  return (
    <nav aria-label={t('map.show')} className={classes.views}>
      {[undefined, ...mapViews].map((view) => linkTo(view))}
    </nav>
  )

  function linkTo(view: View | undefined) {
    const isUnknown = view === 'nobody' && !isCounted
    const count = view ? counts[view] : rows.length
    return (
      <Link
        key={view ?? 'all'}
        to="/members/capability-map"
        search={{ by: by === 'cpv-group' ? undefined : by, show: view }}
        replace
        resetScroll={false}
        className={classes.view}
        data-tone={view}
        activeOptions={{ exact: true }}
      >
        <span className={classes.viewCount}>{isUnknown ? '–' : format.number(count)}</span>
        <span className={classes.viewName}>{t(view ? `map.${view}` : 'map.all')}</span>
        {view && (
          <span className={classes.viewHint}>{t(isUnknown ? whyUncounted(by) : `map.${view}Hint`)}</span>
        )}
      </Link>
    )
  }
}

/** Why nobody counts what notices ask for. */
export function whyUncounted(by: Grouping): 'map.demandMissing' | 'map.demandUncounted' {
  return by === 'supply-group' ? 'map.demandUncounted' : 'map.demandMissing'
}
