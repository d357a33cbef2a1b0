import { roomText } from '#web/ui/text.ts'
import { load } from './text.ts'

const work = roomText('opportunities-work', {
  en: () => import('./work-en.ts'),
  et: () => import('./work-et.ts'),
})

export const useWorkText = work.useText

/** The words of a page where people do something about notices. */
export async function loadWork(): Promise<void> {
  await Promise.all([load(), work.load()])
}
