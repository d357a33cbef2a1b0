import { queryOptions } from '@tanstack/react-query'
import { get } from '#web/ui/api.ts'
import type { Role } from '#web/ui/session.ts'
import { type PasswordRules, standardRules } from './shapes.ts'

export type DemoAccount = { email: string; name: string; role: Role; label: string; password?: string }

export type SignInOptions = {
  mode: 'demo' | 'staging' | 'production'
  demoAccounts?: DemoAccount[]
  passwordRules?: Partial<PasswordRules>
}

/** What the sign-in pages may know before anybody has signed in. */
export const optionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => get<SignInOptions>('/api/session/options', { signal }),
  staleTime: 10 * 60_000,
})

/** The rules to show until the server has said its own. */
export function rulesOf(options: SignInOptions | undefined): PasswordRules {
  return { ...standardRules, ...options?.passwordRules }
}
