import { Skeleton, Stack } from '@mantine/core'
import { useText } from './words.ts'

/** Holds the place of a page while it is fetched; the same heights as a PageHeader and what follows it. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  const t = useText()
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton height={34} width="min(22rem, 70%)" mb={8} />
      <Skeleton height={20} width="min(34rem, 90%)" mb="xl" />
      <RowsSkeleton rows={rows} />
    </div>
  )
}

/** Holds the place of a list or of the lines of a panel. */
export function RowsSkeleton({ rows = 6, height = 48 }: { rows?: number; height?: number }) {
  return (
    <Stack gap={8} aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity and never move
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  )
}
