import { roomText } from '#web/ui/text.ts'

export const { useText, load } = roomText('dues', {
  en: () => import('./en.ts'),
  et: () => import('./et.ts'),
})
