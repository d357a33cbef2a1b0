import { type Actor, isStaff } from '#platform/identity/actor.ts'

/** May bring lists of members in, decide about their rows, and take lists back. */
export function mayImport(actor: Actor): boolean {
  return isStaff(actor)
}

/** May take whole lists out: they name people. */
export function mayExport(actor: Actor): boolean {
  return isStaff(actor)
}
