import { Refusal } from '#platform/errors.ts'
import { findMarkings, findMarkingsInName, isClassified, type Marking } from '#values/markings.ts'

/** The refusal's code; `marked-try.ts` tells the managers of it. */
export const markedCode = 'platform/classified-marking'

/** Classified information may not enter: a text that carries a marking is refused with the procedure to follow. */
export function refuseMarkedText(text: string): void {
  refuse(findMarkings(text))
}

/** The same for the name of a file. */
export function refuseMarkedName(name: string): void {
  refuse(findMarkingsInName(name))
}

function refuse(markings: readonly Marking[]): void {
  const marking = markings.find(isClassified)
  if (!marking) return
  throw new Refusal(
    markedCode,
    422,
    `This carries the marking “${marking.words}”. Classified information may not enter Talgud; nothing was stored. ` +
      'Leave the original where it is, do not send it on, and tell your security officer. ' +
      'If it is no marking, please write it in other words.',
    { words: marking.words },
  )
}
