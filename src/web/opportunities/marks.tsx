import type { NoticeRow } from './shapes.ts'
import { useText } from './text.ts'

type Marked = Pick<NoticeRow, 'isDefence' | 'isEuFunded' | 'needsClearance'>
export type Mark = 'defence' | 'eu-funded' | 'clearance'

/** What sets a notice apart, as words. */
export function marksOf(notice: Marked): Mark[] {
  const marks: [Mark, boolean][] = [
    ['defence', notice.isDefence],
    ['eu-funded', notice.isEuFunded],
    ['clearance', notice.needsClearance],
  ]
  return marks.filter(([, isSet]) => isSet).map(([mark]) => mark)
}

/** Kind and features of a notice in one quiet line. */
export function KindLine({ notice }: { notice: Marked & Pick<NoticeRow, 'kind'> }) {
  const t = useText()
  return [t(`kind.${notice.kind}`), ...marksOf(notice).map((mark) => t(`mark.${mark}`))].join(' · ')
}
