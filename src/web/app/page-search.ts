import type { Session } from '#web/ui/session.ts'
import { en } from './en.ts'
import { et } from './et.ts'
import { hiddenPages, navigationFor } from './navigation.ts'
import type { SearchGroup } from './SearchDialog.tsx'
import { useText } from './text.ts'

/** Pages whose name begins a word with what was typed, in either language: people mix them. */
export function useFoundPages(session: Session, typed: string): SearchGroup[] {
  const t = useText()
  const wanted = typed.trim().toLowerCase()
  const open = [...navigationFor(session).flatMap((group) => group.items), ...hiddenPages]
  const found = open.filter(({ name }) => wanted === '' || startsAWord([en.nav[name], et.nav[name]], wanted))
  return [
    { kind: 'pages', items: found.map(({ to, name }) => ({ id: to, title: t(`nav.${name}`), href: to })) },
  ]
}

function startsAWord(names: string[], wanted: string): boolean {
  return names.some((name) => ` ${name.toLowerCase()}`.includes(` ${wanted}`))
}
