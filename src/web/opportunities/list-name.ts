import { en } from './en.ts'
import { isKnown } from './known-word.ts'
import { useText } from './text.ts'

/** A list's name as people say it, where we have one. */
export function useListName(): (list: string) => string {
  const t = useText()
  return (list) => (isKnown(en.codeLists.lists, list) ? t(`codeLists.lists.${list}`) : list)
}
