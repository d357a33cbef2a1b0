import { roomText } from '#web/ui/text.ts'

export const { useText, load } = roomText('exchange', {
  en: () => import('./en.ts'),
  et: () => import('./et.ts'),
})
