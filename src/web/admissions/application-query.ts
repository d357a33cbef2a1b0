import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod'
import type { admissionSettings, applicationList, applicationShape } from '#domains/admissions/schema.ts'
import { get } from '#web/ui/api.ts'

export type Application = z.output<typeof applicationShape>
export type Applications = z.output<typeof applicationList>
export type AdmissionSettings = z.output<typeof admissionSettings>

export const applicationsQuery = queryOptions({
  queryKey: ['applications'],
  queryFn: ({ signal }) => get<Applications>('/api/applications', { signal }),
})

export function applicationQuery(id: string) {
  return queryOptions({
    queryKey: ['applications', id],
    queryFn: ({ signal }) => get<Application>(`/api/applications/${id}`, { signal }),
  })
}

export const admissionSettingsQuery = queryOptions({
  queryKey: ['admission-settings'],
  queryFn: ({ signal }) => get<AdmissionSettings>('/api/admission-settings', { signal }),
})
