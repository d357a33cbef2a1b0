import { terms } from './term.ts'

/** Headings of the Common Military List of the EU, shortened by us; the list itself decides, not these words. */
export const militaryList = terms([
  ['ML1', 'Small arms under 20 mm', 'Tulirelvad alla 20 mm'],
  ['ML2', 'Weapons of 20 mm and over', 'Relvad alates 20 mm'],
  ['ML3', 'Ammunition and fuzes', 'Laskemoon ja sütikud'],
  ['ML4', 'Bombs, rockets, missiles, charges', 'Pommid, raketid ja laengud'],
  ['ML5', 'Fire control, surveillance and warning', 'Tulejuhtimine, seire ja hoiatus'],
  ['ML6', 'Ground vehicles', 'Maismaasõidukid'],
  ['ML7', 'Chemical, biological and radioactive agents', 'Keemilised, bioloogilised ja radioaktiivsed ained'],
  ['ML8', 'Energetic materials', 'Energeetilised materjalid'],
  ['ML9', 'Naval vessels and equipment', 'Sõjalaevad ja mereseadmed'],
  ['ML10', 'Aircraft and drones for military use', 'Sõjalised õhusõidukid ja droonid'],
  [
    'ML11',
    'Electronics and spacecraft not listed elsewhere',
    'Mujal nimetamata elektroonika ja kosmosesõidukid',
  ],
  ['ML12', 'High-velocity kinetic weapons', 'Suure kiirusega kineetilised relvad'],
  ['ML13', 'Armour and protection', 'Soomus ja kaitsevahendid'],
  ['ML14', 'Military training and simulation', 'Sõjaline väljaõpe ja simulatsioon'],
  ['ML15', 'Imaging and countermeasures', 'Pildiseadmed ja vastumeetmed'],
  ['ML16', 'Unfinished parts', 'Poolvalmis osad'],
  ['ML17', 'Other equipment, materials and libraries', 'Muud seadmed, materjalid ja andmekogud'],
  ['ML18', 'Production and test equipment', 'Tootmis- ja katseseadmed'],
  ['ML19', 'Directed energy weapons', 'Suunatud energia relvad'],
  ['ML20', 'Cryogenic and superconducting equipment', 'Krüogeensed ja ülijuhtivad seadmed'],
  ['ML21', 'Software for listed goods', 'Nimekirja kaupade tarkvara'],
  ['ML22', 'Technology for listed goods', 'Nimekirja kaupade tehnoloogia'],
])

/** Categories of Annex I to Regulation (EU) 2021/821. */
export const dualUseCategories = terms([
  ['0', 'Nuclear', 'Tuumaseadmed ja -materjalid'],
  ['1', 'Special materials', 'Erimaterjalid'],
  ['2', 'Materials processing', 'Materjalide töötlemine'],
  ['3', 'Electronics', 'Elektroonika'],
  ['4', 'Computers', 'Arvutid'],
  ['5', 'Telecommunications and information security', 'Elektrooniline side ja infoturve'],
  ['6', 'Sensors and lasers', 'Andurid ja laserid'],
  ['7', 'Navigation and avionics', 'Navigatsioon ja avioonika'],
  ['8', 'Marine', 'Meretehnika'],
  ['9', 'Aerospace and propulsion', 'Lennundus ja jõuseadmed'],
])

/** Whether the text has the form of a military list entry, such as `ML10` or `ML10.c`. */
export function isMilitaryListForm(text: string): boolean {
  return /^ML([1-9]|1\d|2[0-2])(\.[a-z](\.\d+)?)?$/.test(text)
}

/** Whether the text has the form of an Annex I entry: category, group, regime number, such as `6A003` or `5A002.a`. */
export function isDualUseForm(text: string): boolean {
  return /^[0-9][A-E]\d{3}(\.[a-z](\.\d+)?)?$/.test(text)
}
