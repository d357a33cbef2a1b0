import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { LoadFailure } from './LoadFailure.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'

type LoadedProps<T> = {
  query: UseQueryResult<T>
  /** Same size as the content, so nothing jumps. */
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}

/** The three faces of a question to the server: waiting, failed, answered. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <LoadFailure error={query.error} onRetry={() => query.refetch()} />
  return skeleton ?? <PageSkeleton />
}
