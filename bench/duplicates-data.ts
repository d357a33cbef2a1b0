/** An invented set of companies and the ways a second list writes them, with the truth of who is who. */
export type Listed = {
  id: string
  name: string
  country: string | null
  registerCode: string | null
  vatNumber: string | null
  website: string | null
}
/** A row of the second list: the known company it is, or null where it is none of them. */
export type Row = { listed: Listed; truth: string | null; how: string }

const firstWords =
  'Põhjatuul Kaljukotkas Hõbesepp Merevalgus Lumememm Tammiku Soovik Rändrahn Virmaline Kõrkja Öökull Jõesuu Metsatäht Külmking Rannaliiv Sõlmik Kuldnokk Vihmauss Haljala Saarepuu Nordwind Silberberg Waldkante Hafenlicht Steinadler Kaltwasser Pohjantuuli Revontulet Merituuli Kallioranta Hopeasaari Stormhaven Ironwood Blackwater Redstone Clearsky Brightfield Greywolf Highmoor Seacliff Ziemeļvējš Jūrmalnieks Dzintarkrasts Šiaurys Gintaras Ąžuolas Kėdainis Nordlys Fjordbris Havsvind'.split(
    ' ',
  )
const secondWords =
  'Robotics Systems Sensors Marine Optics Energia Ehitus Metall Elektroonika Logistika Consulting Software Defence Aerospace Textiles Küberturve Side Radar Composites Engineering Technologies Electronics Tööriistad Masinad Mechanik Anlagen Huolto Tekniikka Drones Batteries'.split(
    ' ',
  )
const formsOf: Record<string, string[]> = {
  EE: ['OÜ', 'AS'],
  FI: ['Oy', 'Oyj'],
  DE: ['GmbH', 'AG'],
  LV: ['SIA', 'AS'],
  GB: ['Ltd', 'PLC'],
}
const sameForm: Record<string, string[]> = {
  OÜ: ['OÜ', 'Osaühing', 'OU', 'Ltd', 'LLC'],
  AS: ['AS', 'Aktsiaselts', 'Plc'],
  Oy: ['Oy', 'Osakeyhtiö', 'OY', 'Ltd'],
  Oyj: ['Oyj', 'PLC'],
  GmbH: ['GmbH', 'G.m.b.H.', 'Gesellschaft mit beschränkter Haftung', 'Ltd.'],
  AG: ['AG', 'Aktiengesellschaft'],
  SIA: ['SIA', 'Ltd'],
  Ltd: ['Ltd', 'Limited', 'Ltd.'],
  PLC: ['PLC', 'P.L.C.'],
}

/** Same seed, same set. Half of the rows carry a number, a third a website; the others only a name. */
export function inventCompanies(seed: number, size: number): { known: Listed[]; rows: Row[] } {
  const random = generator(seed)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const known: Listed[] = []
  const names = new Set<string>()
  const makeName = () => {
    for (;;) {
      const name =
        random() < 0.25
          ? `${pick(firstWords)} ${pick(firstWords)} ${pick(secondWords)}`
          : `${pick(firstWords)} ${pick(secondWords)}`
      if (names.has(name)) continue
      names.add(name)
      return name
    }
  }
  const isNew = (name: string) => !names.has(name)
  const invent = (at: number): Listed => {
    const base = makeName()
    const country = pick(Object.keys(formsOf))
    const form = pick(formsOf[country] ?? ['OÜ'])
    return {
      id: `known-${String(at).padStart(5, '0')}`,
      name: random() < 0.2 && country === 'EE' ? `${form} ${base}` : `${base} ${form}`,
      country,
      registerCode: random() < 0.8 ? String(10_000_000 + Math.floor(random() * 80_000_000)) : null,
      vatNumber: null,
      website: random() < 0.7 ? `https://www.${plain(base)}${at % 7}.example` : null,
    }
  }
  for (let at = 0; at < size; at++) known.push(invent(at))

  const rows: Row[] = []
  known.forEach((company, at) => {
    const how = pick(ways)
    const name = how.change(company.name, pick, random)
    rows.push({
      how: how.name,
      truth: company.id,
      listed: {
        id: `row-${at}`,
        name,
        country: random() < 0.8 ? company.country : null,
        registerCode: random() < 0.4 ? company.registerCode : null,
        vatNumber: null,
        website:
          random() < 0.35 && company.website
            ? `${company.website.replace('https://www.', 'http://')}/en`
            : null,
      },
    })
  })
  // As many that are nobody known: new names, a known first word with another trade, a sister of a group.
  for (let at = 0; at < size; at++) rows.push(stranger(at, pick(known), invent, isNew, pick, random))
  return { known, rows }
}

function stranger(
  at: number,
  near: Listed,
  invent: (at: number) => Listed,
  isNew: (name: string) => boolean,
  pick: <T>(all: readonly T[]) => T,
  random: () => number,
): Row {
  const id = `stranger-${at}`
  const [, base = '', rest = ''] = /^(?:OÜ |AS )?(\S+) (.*)$/.exec(near.name) ?? []
  const chance = random()
  const fresh = invent(100_000 + at)
  if (chance < 0.5) return { how: 'new', truth: null, listed: { ...fresh, id } }
  if (chance < 0.8) {
    // A name some other known company happens to have would be that company.
    const trade = pick(secondWords.filter((word) => !rest.includes(word) && isNew(`${base} ${word}`)))
    return {
      how: 'other trade',
      truth: null,
      listed: {
        ...fresh,
        id,
        name: `${base} ${trade} ${pick(['OÜ', 'Ltd', 'GmbH'])}`,
        country: near.country,
      },
    }
  }
  return {
    how: 'sister',
    truth: null,
    listed: {
      ...fresh,
      id,
      name: `${near.name} ${pick(['Holding', 'Sweden', 'Kinnisvara', 'International'])}`,
      country: near.country,
      registerCode: String(90_000_000 + at),
      website: near.website,
    },
  }
}

type Change = (name: string, pick: <T>(all: readonly T[]) => T, random: () => number) => string
const formPattern = /^(OÜ|AS) | (OÜ|AS|Oy|Oyj|GmbH|AG|SIA|Ltd|PLC)$/
const bareName = (name: string) => name.replace(formPattern, '')
const formIn = (name: string) => (formPattern.exec(name)?.[0] ?? '').trim()

const ways: { name: string; change: Change }[] = [
  { name: 'as it is', change: (name) => name },
  { name: 'no legal form', change: bareName },
  { name: 'form in front', change: (name) => `${formIn(name)} ${bareName(name)}` },
  {
    name: 'form written otherwise',
    change: (name, pick) => `${bareName(name)} ${pick(sameForm[formIn(name)] ?? ['OÜ'])}`,
  },
  { name: 'no diacritics', change: (name) => name.normalize('NFKD').replace(/\p{M}/gu, '') },
  { name: 'capitals', change: (name) => name.toUpperCase() },
  {
    name: 'other order',
    change: (name) => `${bareName(name).split(' ').reverse().join(' ')} ${formIn(name)}`,
  },
  { name: 'quotes and commas', change: (name) => `“${bareName(name)}”, ${formIn(name)}` },
  { name: 'one mistake', change: (name, _, random) => `${mistype(bareName(name), random)} ${formIn(name)}` },
  { name: 'two mistakes', change: (name, _, random) => mistype(mistype(bareName(name), random), random) },
  { name: 'written together', change: (name) => bareName(name).replace(' ', '') },
]

function mistype(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (name.length - 2))
  const chance = random()
  if (chance < 0.25) return name.slice(0, at) + name.slice(at + 1)
  if (chance < 0.5) return name.slice(0, at) + name[at] + name.slice(at)
  if (chance < 0.75) return name.slice(0, at) + (name[at + 1] ?? '') + name[at] + name.slice(at + 2)
  return `${name.slice(0, at)}e${name.slice(at + 1)}`
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z]/g, '')
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
