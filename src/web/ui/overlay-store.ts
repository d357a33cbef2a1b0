import type { ReactNode } from 'react'

export type Question = {
  title: string
  /** What will happen, and whether it can be undone. */
  text: ReactNode
  /** The verb on the button: "Remove company", never "OK". */
  action: string
  isDangerous?: boolean
}

export type Overlays = {
  /** Passing notices are on the page from the first one on. */
  hasNotices: boolean
  asked: { question: Question; answer: (isSure: boolean) => void } | undefined
}

let overlays: Overlays = { hasNotices: false, asked: undefined }
const listeners = new Set<() => void>()

/** Changes what lies over the page. */
export function changeOverlays(change: Partial<Overlays>): void {
  overlays = { ...overlays, ...change }
  for (const listener of listeners) listener()
}

export function readOverlays(): Overlays {
  return overlays
}

export function watchOverlays(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
