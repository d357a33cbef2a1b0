import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May read applications, ask back and decide: staff. */
export function mayDecide(actor: Actor): boolean {
  return isStaff(actor)
}
