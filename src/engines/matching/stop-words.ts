/**
 * The few commonest function words of each language, folded as `foldText` folds. Document frequency does the rest; this
 * list keeps them out of the reasons shown, and out of small corpora where frequency says little.
 */
const LISTS: Readonly<Record<string, string>> = {
  bg: 'на за от по се да ще са не към при или със във като това който която които чл изпълнение',
  cs: 'na za pro je se ve ze do od po pri nebo jsou bude byt ktere jako jeho tak dle podle cislo',
  da: 'og af til for med paa den det der som er et en de om ved fra skal eller samt kan',
  de: 'der die das und von fur mit den des dem ein eine einer eines im in zu zur zum ist sind werden wird auf als auch bei nach sowie oder an aus durch gemass bzw nr',
  el: 'και του της των την τον το τα οι στο στη στην στον για απο με σε που να ειναι θα η ο ως κατα αρ',
  en: 'the of and to in for on with by is are be as at or an this that from will shall it its which all any their may under not has have other such',
  es: 'de la el los las del en para por con un una que se su al como este esta es son segun no lo sus',
  et: 'ja on ning voi et ei see mis kui ka ule alla koos selle oma tema nende kas vastavalt nr',
  fi: 'ja on tai seka etta joka ovat ei se sen mukaan myos kuin voi olla jotka',
  fr: 'de la le les des du et en pour un une dans par sur au aux avec est sont que qui ce cette ces se son sa ou ne pas il elle ainsi no',
  hr: 'je za na od se su ili sa te po iz kao koje koji biti prema',
  hu: 'es az egy hogy nem is vagy meg szerint valamint ez aki amely sz',
  it: 'di del della dei delle degli il lo la le gli in per con un una che si al alla alle nel nella da dal dalla sono come ai su',
  lt: 'ir bei arba su nuo iki del pagal yra kad ar kaip sios sis jo ju nr',
  lv: 'un ar no par uz vai ka ir pie lidz saskana nr',
  mt: 'ta tal il li ghal ma minn jew fi fil bi bil',
  nl: 'de het een van en in op voor met te aan is zijn bij door tot om of als dat die wordt worden uit naar ten nr',
  pl: 'na do dla od po przez oraz ze jest sa lub sie nie we za przy jako ktore ktory nr zgodnie',
  pt: 'de do da dos das em no na nos nas para por com um uma que ao aos se os as ou sao como',
  ro: 'de la si in pe cu din pentru ale al ai sau care prin este sunt se nu un unei unui va nr',
  sk: 'na za pre je sa vo zo do od po pri alebo su bude byt ktore ako podla',
  sl: 'in za na je se po od pri ali so ki da kot ter iz do ne',
  sv: 'och av for till med pa den det som ar ett en att om vid fran ska eller samt kan har',
}

const BY_LANGUAGE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, list]) => [language, new Set(list.split(' '))]),
)
const ALL: ReadonlySet<string> = new Set([...BY_LANGUAGE.values()].flatMap((words) => [...words]))

export function isStopWord(folded: string): boolean {
  return ALL.has(folded)
}

/** How many of the folded words are function words of the language. */
export function stopWordsIn(language: string, folded: readonly string[]): number {
  const words = BY_LANGUAGE.get(language)
  return words === undefined ? 0 : folded.filter((word) => words.has(word)).length
}
