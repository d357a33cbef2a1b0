import type { Texts } from './notice.ts'

/** Three letters as the EU's language list writes them, then ISO 639-1. */
const PAIRS = `
bul:bg ces:cs dan:da deu:de ell:el eng:en est:et fin:fi fra:fr gle:ga hrv:hr hun:hu ita:it lav:lv lit:lt
mlt:mt nld:nl pol:pl por:pt ron:ro slk:sk slv:sl spa:es swe:sv
afr:af aka:ak amh:am ara:ar aym:ay aze:az bel:be ben:bn bis:bi bod:bo bos:bs bre:br cat:ca cha:ch cor:kw
cos:co cym:cy div:dv dzo:dz eus:eu ewe:ee fao:fo fas:fa fij:fj fry:fy ful:ff gla:gd glg:gl glv:gv grn:gn
hat:ht hau:ha hbs:sh heb:he hin:hi hmo:ho hye:hy ibo:ig ind:id isl:is jpn:ja kal:kl kat:ka kaz:kk khm:km
kin:rw kir:ky kon:kg kor:ko kur:ku lao:lo lat:la lin:ln ltz:lb mah:mh mkd:mk mlg:mg mon:mn mri:mi msa:ms
mya:my nau:na nbl:nr nep:ne nno:nn nob:nb nor:no nya:ny oci:oc oss:os pan:pa pus:ps que:qu roh:rm run:rn
rus:ru sag:sg sin:si sme:se smo:sm som:so sot:st sqi:sq srp:sr ssw:ss swa:sw tam:ta tgk:tg tha:th
tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr ukr:uk urd:ur uzb:uz ven:ve vie:vi wln:wa wol:wo xho:xh yid:yi
yor:yo zho:zh zul:zu gre:el ger:de fre:fr dut:nl cze:cs slo:sk rum:ro ice:is alb:sq mac:mk wel:cy`

const TWO_LETTERS = new Map(
  PAIRS.trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, 3), pair.slice(4)]),
)

/** Language of texts whose notice names none, as ISO 639-2 has it. */
export const UNKNOWN_LANGUAGE = 'und'

/**
 * ISO 639-1 in lower case, from three letters (eForms) or two (TED). Languages without a two-letter code
 * keep their three letters; undefined for anything that is no language code.
 */
export function toLanguage(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  const lower = code.toLowerCase()
  if (/^[a-z]{2}$/.test(lower)) return lower
  if (!/^[a-z]{3}$/.test(lower)) return undefined
  return TWO_LETTERS.get(lower) ?? lower
}

/** Texts by language; of two texts in one language the first stays, unless it was empty. */
export function collectTexts(pairs: Iterable<readonly [string | undefined, string | undefined]>): Texts {
  const texts: Record<string, string> = {}
  for (const [language, value] of pairs) {
    if (value) texts[language ?? UNKNOWN_LANGUAGE] ??= value
  }
  return texts
}
