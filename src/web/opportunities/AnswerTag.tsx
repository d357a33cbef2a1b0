import { Tag } from '#web/ui/Tag.tsx'
import type { Answer } from './shapes.ts'
import { useText } from './text.ts'

/** What a company answered, as a word. */
export function AnswerTag({ answer }: { answer: Pick<Answer, 'answer'> | null }) {
  const t = useText()
  if (answer === null) return <Tag>{t('answer.none')}</Tag>
  return <Tag tone={answer.answer === 'interested' ? 'good' : 'plain'}>{t(`answer.${answer.answer}`)}</Tag>
}
