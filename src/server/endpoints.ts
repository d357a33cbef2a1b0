import { membersEndpoints } from '#domains/members/routes.ts'
import { vocabularyEndpoints } from '#domains/vocabulary/routes.ts'
import type { Endpoint } from '#platform/http/endpoint.ts'

/** Every endpoint of the installation. A route that is not here does not exist. */
export const endpoints: readonly Endpoint[] = [...membersEndpoints, ...vocabularyEndpoints]
