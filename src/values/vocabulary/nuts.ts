import { terms } from './term.ts'

/** Estonia in NUTS 2021 (Regulation (EC) 1059/2003); five regions, of which Kesk-Eesti and Kirde-Eesti are the newest. */
export const nutsEstonia = terms([
  ['EE', 'Estonia', 'Eesti'],
  ['EE0', 'Estonia', 'Eesti'],
  ['EE00', 'Estonia', 'Eesti'],
  ['EE001', 'Northern Estonia', 'Põhja-Eesti'],
  ['EE004', 'Western Estonia', 'Lääne-Eesti'],
  ['EE008', 'Southern Estonia', 'Lõuna-Eesti'],
  ['EE009', 'Central Estonia', 'Kesk-Eesti'],
  ['EE00A', 'North-Eastern Estonia', 'Kirde-Eesti'],
])

/** Whether the text has the form of a NUTS code: a country, then up to three levels. */
export function isNutsForm(text: string): boolean {
  return /^[A-Z]{2}[0-9A-Z]{0,3}$/.test(text)
}
