import type { DemoPeer } from './types.ts'

/** Invented clusters abroad that Põhjatuli works with, or would like to. */
export const demoPeers: readonly DemoPeer[] = [
  {
    key: 'pohjanpalo',
    name: 'Pohjanpalo Esimerkkiklusteri',
    country: 'FI',
    city: 'Tampere',
    website: 'https://pohjanpalo.example',
    contactName: 'Aino Esimerkki',
    contactEmail: 'aino.esimerkki@pohjanpalo.example',
    contactPhone: '+372 5555 9401',
    focus: {
      en: 'Land vehicles, Arctic testing and battlefield communication',
      et: 'Maismaasõidukid, katsetused Arktikas ja lahinguside',
    },
    cpv: ['35410000', '73433000', '35711000'],
    memberCount: 34,
    agreement: {
      title: { en: 'Cooperation agreement', et: 'Koostööleping' },
      signedDaysAgo: 700,
      expiresInDays: 395,
    },
  },
  {
    key: 'ziemelvejs',
    name: 'Ziemeļvējš Parauga klasteris',
    country: 'LV',
    city: 'Rīga',
    website: 'https://ziemelvejs.example',
    contactName: 'Jānis Paraudziņš',
    contactEmail: 'janis.paraudzins@ziemelvejs.example',
    contactPhone: '+372 5555 9402',
    focus: {
      en: 'Drones, drone defence and electronics manufacturing',
      et: 'Droonid, droonitõrje ja elektroonikatootmine',
    },
    cpv: ['35613000', '35730000', '31712000'],
    memberCount: 21,
    agreement: {
      title: { en: 'Memorandum of understanding', et: 'Ühiste kavatsuste memorandum' },
      signedDaysAgo: 1060,
      expiresInDays: 35,
    },
  },
  {
    key: 'bursztyn',
    name: 'Bursztynowy Klaster Przykładowy',
    country: 'PL',
    city: 'Gdynia',
    website: 'https://bursztyn.example',
    contactName: 'Zofia Przykładowska',
    contactEmail: 'zofia.przykladowska@bursztyn.example',
    contactPhone: '+372 5555 9403',
    focus: {
      en: 'Naval systems, mine countermeasures and radar',
      et: 'Meresüsteemid, miinitõrje ja radarid',
    },
    cpv: ['35513000', '38113000', '35722000'],
    memberCount: 58,
  },
]
