import { kaarnatiib } from './companies/kaarnatiib.ts'
import { kindlusvoti } from './companies/kindlusvoti.ts'
import { mangulahing } from './companies/mangulahing.ts'
import { oosilm } from './companies/oosilm.ts'
import { raudsipelgas } from './companies/raudsipelgas.ts'
import { solmeside } from './companies/solmeside.ts'
import { soomuslong } from './companies/soomuslong.ts'
import { tahelepaneja } from './companies/tahelepaneja.ts'
import { uhendaja } from './companies/uhendaja.ts'
import { vaiksamm } from './companies/vaiksamm.ts'
import { vooluratas } from './companies/vooluratas.ts'
import type { DemoCompany } from './types.ts'

/** The eleven invented members. */
export const demoCompanies: readonly DemoCompany[] = [
  kaarnatiib,
  kindlusvoti,
  mangulahing,
  oosilm,
  raudsipelgas,
  solmeside,
  soomuslong,
  tahelepaneja,
  uhendaja,
  vaiksamm,
  vooluratas,
]
