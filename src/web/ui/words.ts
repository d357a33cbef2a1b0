import { roomText } from './text.ts'

/** The sentences of the design system itself. */
export const { useText, load: loadWords } = roomText('ui', {
  en: () => import('./en.ts'),
  et: () => import('./et.ts'),
})
