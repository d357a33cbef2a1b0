/** A company's name taken apart: what it is called, and its legal form where one is written. */
export type FoldedName = {
  /** The words without the legal form, in their order. */
  words: string[]
  /** The words sorted and joined: equal for equal names in any order of words. */
  key: string
  /** A family of legal forms: `private` for OÜ, Ltd, GmbH …; undefined where none is written. */
  form: string | undefined
}

const special: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

// Legal forms, folded, by family: the same form in another language or written out is the same form.
const forms = new Map<string, string>(
  Object.entries({
    private:
      'oü ou osaühing osauhing ltd limited llc gmbh mbh oy osakeyhtiö osakeyhtio ab aktiebolag sia uab aps bv srl sarl sro doo spzoo kft eood ug pte pty',
    public:
      'as aktsiaselts ag aktiengesellschaft oyj abp plc nv sa spa asa inc incorporated corp corporation',
    partnership: 'tü täisühing taisuhing uü usaldusühing usaldusuhing kg ohg ky lp llp',
    association: 'mtü mtu mittetulundusühing mittetulunduühing ev verein ry yhdistys asbl vzw association',
    foundation: 'sihtasutus stiftung säätiö saatio',
    sole: 'fie tmi ek',
  }).flatMap(([family, words]) =>
    words.split(' ').map((word): [string, string] => [foldLetters(word), family]),
  ),
)
// Forms of several words or with dots, before punctuation goes.
const longForms: readonly [RegExp, string][] = [
  [/\bsp\.?\s*z\s*o\.?\s*o\.?/g, ' spzoo '],
  [/\bs\.\s?r\.\s?o\.?/g, ' sro '],
  [/\bd\.\s?o\.\s?o\.?/g, ' doo '],
  [/\bs\.\s?r\.\s?l\.?/g, ' srl '],
  [/\bs\.\s?p\.\s?a\.?/g, ' spa '],
  [/\bs\.\s?a\.(?=\s|$)/g, ' sa '],
  [/\bb\.\s?v\.(?=\s|$)/g, ' bv '],
  [/\bn\.\s?v\.(?=\s|$)/g, ' nv '],
  [/\be\.\s?v\.(?=\s|$)/g, ' ev '],
  [/\ba\/s(?=\s|$)/g, ' as '],
  [/\bp\.?\s?l\.?\s?c\.(?=\s|$)/g, ' plc '],
  [/\bgesellschaft mit beschrankter haftung\b/g, ' gmbh '],
  [/\bpublic limited company\b/g, ' plc '],
  [/\bco\.?\s*kg\b/g, ' kg '],
]
const smallWords = new Set(['and', 'ja', 'und', 'et', 'och', 'un', 'ir', 'the', 'of'])

/** Takes a company's name apart. `OÜ Põhjatuul`, `Pohjatuul Ltd.` and `PÕHJATUUL osaühing` have the same words. */
export function foldName(name: string): FoldedName {
  let text = foldLetters(name).replace(/\([^)]*\)/g, ' ')
  for (const [pattern, form] of longForms) text = text.replace(pattern, form)
  const all = text
    .replace(/(?<=\p{L})['’.](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  // A form stands at either end; a word in the middle that looks like one belongs to the name.
  let form: string | undefined
  let [from, to] = [0, all.length]
  while (to - from > 1 && forms.has(all[to - 1] ?? '')) form ??= forms.get(all[--to] ?? '')
  while (to - from > 1 && forms.has(all[from] ?? '')) form ??= forms.get(all[from++] ?? '')
  const words = all.slice(from, to).filter((word, _, left) => left.length === 1 || !smallWords.has(word))
  return { words, key: [...words].sort().join(' '), form }
}

/** Words of any text, folded: for people and products, which have no legal form. */
export function foldPlain(text: string): string {
  return foldLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .sort()
    .join(' ')
}

function foldLetters(text: string): string {
  return text
    .toLowerCase()
    .replace(/[łøßđæœðþı]/g, (letter) => special[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
}
