import { fieldNames } from '#engines/member-lists/export-headers.ts'
import { type ListField, listFields } from '#values/member-list-fields.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useLanguage } from '#web/ui/text.ts'
import { en } from './en.ts'
import type { Item } from './shapes.ts'
import { useText } from './text.ts'

/** What a field is called, in the language of the page. */
export function useFieldNames() {
  const language = useLanguage()
  return {
    nameOf: (field: ListField) => fieldNames[field][language],
    /** A fact of a part: `website` of a company. */
    factName: (part: Item['part'], fact: string) => {
      const field = listFields.find((one) => one === `${part}.${fact}`)
      return field ? fieldNames[field][language] : fact
    },
  }
}

type Fact = string | number | string[] | null

/** A value as people read it: codes become words. */
export function useFactWords(): (field: string, fact: Fact) => string {
  const t = useText()
  const { nameOf } = useCountryNames()
  const known: Record<string, string> = en.value
  const say = (field: string, value: string) => {
    if (field === 'country' || field === 'exportCountries') return nameOf(value)
    const isCoded = codedFields.has(field) && value in known
    return isCoded ? t(`value.${value as keyof typeof en.value}`) : value
  }
  return (field, fact) => {
    if (fact === null) return t('preview.empty')
    if (Array.isArray(fact)) return fact.map((one) => say(field, one)).join(', ')
    return say(field, String(fact))
  }
}

const codedFields = new Set([
  'sizeClass',
  'clearance',
  'visibility',
  'status',
  'controlStatus',
  'kind',
  'language',
  'roles',
])

/** A key of a group of sentences, when the group has it. */
export function isKnown<T extends object>(group: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(group, key)
}
