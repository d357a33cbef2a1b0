import { certificateKinds } from './certificates.ts'
import { countries } from './countries.ts'
import { cpvStarter } from './cpv.ts'
import { interfaceStandards } from './interface-standards.ts'
import { nutsEstonia } from './nuts.ts'
import { contractNatures, legalBases, noticeKinds, procedureTypes } from './procurement.ts'
import { dualUseCategories, militaryList } from './strategic-goods.ts'
import { supplyClasses } from './supply-classes.ts'
import type { Term } from './term.ts'

/** One code of a starter list, in the shape of an imported one. */
export type StarterCode = { code: string; parent?: string; labels: { en: string; et: string } }

/** The lists every new installation begins with, in English and Estonian. */
export const starterLists: readonly { list: string; codes: readonly StarterCode[] }[] = [
  { list: 'cpv', codes: codesOf(cpvStarter) },
  { list: 'nuts', codes: codesOf(nutsEstonia) },
  {
    list: 'fsc',
    codes: codesOf(supplyClasses, (code) => (code.length === 4 ? code.slice(0, 2) : undefined)),
  },
  { list: 'military-list', codes: codesOf(militaryList) },
  { list: 'dual-use-categories', codes: codesOf(dualUseCategories) },
  { list: 'interface-standards', codes: codesOf(interfaceStandards) },
  { list: 'certificate-kinds', codes: codesOf(certificateKinds) },
  { list: 'countries', codes: codesOf(countries) },
  { list: 'procedure-types', codes: codesOf(procedureTypes) },
  { list: 'notice-kinds', codes: codesOf(noticeKinds) },
  { list: 'contract-natures', codes: codesOf(contractNatures) },
  { list: 'legal-bases', codes: codesOf(legalBases) },
]

function codesOf(
  terms: readonly Term[],
  parentOf: (code: string) => string | undefined = () => undefined,
): StarterCode[] {
  return terms.map(({ code, label }) => {
    const parent = parentOf(code)
    return { code, labels: label, ...(parent ? { parent } : {}) }
  })
}
