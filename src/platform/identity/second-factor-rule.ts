import type { Actor } from './actor.ts'
import type { Session } from './session-check.ts'

/** Staff hats open only after a second factor, except in a demo. */
export function needsSecondFactor(
  mode: 'demo' | 'staging' | 'production',
  actor: Pick<Actor, 'role'>,
  session: Pick<Session, 'withSecondFactor'>,
): boolean {
  const isStaffHat = actor.role === 'cluster-manager' || actor.role === 'cluster-staff'
  return mode !== 'demo' && isStaffHat && !session.withSecondFactor
}
