import type { Label } from '../country.ts'

export type ReadinessLevel = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** Technology readiness, the scale Horizon Europe and the EDF use, in our own words. */
export const readinessLevels: readonly { level: ReadinessLevel; label: Label }[] = [
  { level: 1, label: { en: 'The principle is known', et: 'Põhimõte on teada' } },
  { level: 2, label: { en: 'The use is thought out', et: 'Kasutus on läbi mõeldud' } },
  { level: 3, label: { en: 'An experiment shows it can work', et: 'Katse näitab, et see on võimalik' } },
  { level: 4, label: { en: 'Works in the laboratory', et: 'Töötab laboris' } },
  {
    level: 5,
    label: { en: 'Tested in conditions like the real ones', et: 'Katsetatud tegelikele sarnastes oludes' },
  },
  {
    level: 6,
    label: { en: 'Shown in conditions like the real ones', et: 'Näidatud tegelikele sarnastes oludes' },
  },
  {
    level: 7,
    label: { en: 'Prototype shown with users in the field', et: 'Prototüüp näidatud kasutajatele väljas' },
  },
  { level: 8, label: { en: 'Finished and qualified', et: 'Valmis ja nõuetele vastavaks tunnistatud' } },
  { level: 9, label: { en: 'Proven in service', et: 'Kasutuses end tõestanud' } },
]
