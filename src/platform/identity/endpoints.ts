import type { Endpoint } from '#platform/http/endpoint.ts'
import { accessEndpoints } from './access-endpoints.ts'
import { accountEndpoints } from './account-endpoints.ts'
import { passkeyEndpoints } from './passkey-endpoints.ts'
import { sessionEndpoints } from './session-endpoints.ts'
import { tokenEndpoints } from './token-endpoints.ts'

/** Everything behind the door: signing in, the own account, and who else may come in. */
export const identityEndpoints: Endpoint[] = [
  ...sessionEndpoints,
  ...accountEndpoints,
  ...accessEndpoints,
  ...passkeyEndpoints,
  ...tokenEndpoints,
]
