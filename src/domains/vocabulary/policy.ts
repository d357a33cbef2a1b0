import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May load code lists, which every cluster of the installation reads: staff of a cluster that keeps them. */
export function mayImportCodeLists(actor: Actor, isKeeper: boolean): boolean {
  return isStaff(actor) && isKeeper
}
