import { admissionsEndpoints } from '#domains/admissions/routes.ts'
import { duesEndpoints } from '#domains/dues/routes.ts'
import { exchangeEndpoints } from '#domains/exchange/routes.ts'
import { feedsEndpoints } from '#domains/feeds/routes.ts'
import { membersEndpoints } from '#domains/members/routes.ts'
import { opportunitiesEndpoints } from '#domains/opportunities/routes.ts'
import { overviewEndpoints } from '#domains/overview/routes.ts'
import { vocabularyEndpoints } from '#domains/vocabulary/routes.ts'
import { votesEndpoints } from '#domains/votes/routes.ts'
import type { Endpoint } from '#platform/http/endpoint.ts'
import { identityEndpoints } from '#platform/identity/endpoints.ts'
import { activityEndpoints } from '#platform/journal/endpoints.ts'
import { mailEndpoints } from '#platform/mail/endpoints.ts'
import { notificationEndpoints } from '#platform/notifications/endpoints.ts'

/** Every endpoint of the installation. A route that is not here does not exist. */
export const endpoints: readonly Endpoint[] = [
  ...identityEndpoints,
  ...overviewEndpoints,
  ...membersEndpoints,
  ...exchangeEndpoints,
  ...admissionsEndpoints,
  ...duesEndpoints,
  ...votesEndpoints,
  ...opportunitiesEndpoints,
  ...feedsEndpoints,
  ...vocabularyEndpoints,
  ...activityEndpoints,
  ...mailEndpoints,
  ...notificationEndpoints,
]
