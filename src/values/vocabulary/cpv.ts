import { cpvDefence } from './cpv-defence.ts'
import { cpvDivisions } from './cpv-divisions.ts'
import { cpvServices } from './cpv-services.ts'
import { cpvTechnology } from './cpv-technology.ts'
import type { Term } from './term.ts'

/** The CPV codes a defence and security cluster starts with, in the order of the code. The whole CPV has 9,454. */
export const cpvStarter: readonly Term[] = [
  ...cpvDivisions,
  ...cpvDefence,
  ...cpvTechnology,
  ...cpvServices,
].sort((a, b) => (a.code < b.code ? -1 : 1))
