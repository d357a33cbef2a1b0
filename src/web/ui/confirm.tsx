import { changeOverlays, type Question } from './overlay-store.ts'

/** Asks before something that cannot be taken back: `if (await confirm({…})) …`. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  return ask
}

function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => changeOverlays({ asked: { question, answer: resolve } }))
}
