import { Button, NativeSelect, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconBuildings, IconGridDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { CapabilityGrid } from './CapabilityGrid.tsx'
import { CapabilityList } from './CapabilityList.tsx'
import classes from './CapabilityMap.module.css'
import { CapabilityViews, whyUncounted } from './CapabilityViews.tsx'
import { type CapabilityMap, demandQuery, type Grouping, mapQuery } from './capability-map-query.ts'
import { type CapabilityRow, capabilityRows } from './capability-rows.ts'
import { capabilityMapRoute, mapGroupings } from './pages.ts'
import { useText } from './text.ts'

/** What the companies can do together, where one carries it alone, and where nobody can. */
export function CapabilityMapPage() {
  const t = useText()
  const { by = 'cpv-group' } = capabilityMapRoute.useSearch()
  const map = useQuery(mapQuery(by))
  const demand = useQuery(demandQuery(by))
  return (
    <>
      <PageHeader
        title={t('map.title')}
        lead={t('map.lead')}
        actions={
          <Button
            component={Link}
            to="/members"
            variant="default"
            leftSection={<IconBuildings size={18} aria-hidden />}
          >
            {t('map.toDirectory')}
          </Button>
        }
      />
      <GroupingChoice by={by} />
      <Loaded query={map} skeleton={<RowsSkeleton rows={8} height={64} />}>
        {(loaded) =>
          demand.isLoading ? (
            <RowsSkeleton rows={8} height={64} />
          ) : (
            <MapOf map={loaded} demand={demand.data ?? null} by={by} />
          )
        }
      </Loaded>
    </>
  )
}

function GroupingChoice({ by }: { by: Grouping }) {
  const t = useText()
  const navigate = useNavigate()
  return (
    <NativeSelect
      className={classes.grouping}
      label={t('map.by')}
      data={mapGroupings.map((value) => ({ value, label: t(`map.${value}`) }))}
      value={by}
      onChange={(event) => {
        const chosen = mapGroupings.find((one) => one === event.currentTarget.value)
        void navigate({
          to: '/members/capability-map',
          search: (before) => ({ ...before, by: chosen === 'cpv-group' ? undefined : chosen }),
          replace: true,
          resetScroll: false,
        })
      }}
    />
  )
}

/** A wider table is no longer a map but a wall. */
const mostColumns = 40

type MapOfProps = { map: CapabilityMap; demand: Parameters<typeof capabilityRows>[1]; by: Grouping }

function MapOf({ map, demand, by }: MapOfProps) {
  const t = useText()
  const { show } = capabilityMapRoute.useSearch()
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  const all = capabilityRows(map, demand)
  const rows = show ? all.filter((row) => row.view === show) : all
  const { labelOf } = useCodeLabels(
    by === 'supply-group' ? 'fsc' : 'cpv',
    all.map((row) => row.code),
  )
  if (all.length === 0) {
    return (
      <EmptyState icon={IconGridDots} title={t('map.empty')}>
        {t('map.emptyHint')}
      </EmptyState>
    )
  }

  const holding = new Set(rows.flatMap((row) => row.holders.map((one) => one.id)))
  const companies = map.companies.filter((one) => holding.has(one.id))
  const props = { rows, labelOf, linksTo: by === 'supply-group' ? undefined : directoryLink }
  const isList = isNarrow || companies.length > mostColumns || show === 'nobody'
  return (
    <>
      <CapabilityViews rows={all} by={by} isCounted={demand !== null} />
      {rows.length === 0 && show && (
        <EmptyState
          icon={IconGridDots}
          title={t('map.nothing')}
          action={
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link
                  to="/members/capability-map"
                  search={(before) => ({ ...before, show: undefined })}
                  {...props}
                />
              )}
            >
              {t('map.showAll')}
            </Button>
          }
        >
          {t(show === 'nobody' && !demand ? whyUncounted(by) : `map.nothingHint.${show}`)}
        </EmptyState>
      )}
      {companies.length > mostColumns && !isNarrow && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('map.tooMany', { count: mostColumns })}
        </Text>
      )}
      {rows.length > 0 &&
        (isList ? <CapabilityList {...props} /> : <CapabilityGrid {...props} companies={companies} />)}
    </>
  )
}

function directoryLink(row: CapabilityRow) {
  return { to: '/members', search: { cpv: [row.code] } } as const
}
