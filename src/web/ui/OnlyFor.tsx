import type { ComponentType } from 'react'
import { ClosedPage } from './LoadFailure.tsx'
import { type Session, useSession } from './session.ts'

/** The page, or for hats it is not meant for a word that it is closed to them. The server decides again. */
export function onlyFor(isFor: (session: Session) => boolean, Page: ComponentType) {
  return function OnlyFor() {
    return isFor(useSession()) ? <Page /> : <ClosedPage />
  }
}
