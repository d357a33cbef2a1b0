import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconThumbUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { AnswerInput } from '#domains/opportunities/schema.ts'
import { put, remove } from '#web/ui/api.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { AnswerTag } from './AnswerTag.tsx'
import { DeclineDialog } from './DeclineDialog.tsx'
import classes from './NoticePage.module.css'
import type { Answer } from './shapes.ts'
import { useText } from './text.ts'

type AnswerButtonsProps = {
  noticeId: string
  companyId: string
  companyName: string
  answer: Answer | null
  /** Staff answer for somebody else; every button then says for whom. */
  isOnBehalf: boolean
  /** How loudly the wish for an answer is put: once on a page, quietly in a list, quietest for others. */
  emphasis?: 'filled' | 'light' | 'default'
  /** Said before the buttons where it is not plain whose answer it is. */
  label?: string
  size?: 'xs' | 'sm'
}

/** "Interested" or "Not for us, because …" for one company; the given answer with the way to change it. */
export function AnswerButtons(props: AnswerButtonsProps) {
  const {
    noticeId,
    companyId,
    companyName,
    answer,
    isOnBehalf,
    label,
    emphasis = 'default',
    size = 'sm',
  } = props
  const t = useText()
  const [isDeclining, declining] = useDisclosure()
  const [isChanging, setIsChanging] = useState(false)
  const path = `/api/notices/${noticeId}/answers/${companyId}`
  const send = useMutation({
    mutationFn: (input: AnswerInput) => put(path, input, { ifMatch: answer?.version ?? 0 }),
    onSuccess: (_, input) => done(t('answer.saved', { answer: t(`answer.${input.answer}`) })),
  })
  const withdraw = useMutation({
    mutationFn: () => remove(path, undefined, { ifMatch: answer?.version ?? 0 }),
    onSuccess: () => done(t('answer.withdrawn')),
  })
  const failure = useProblemMessage(send.error ?? withdraw.error)
  // Staff do not speak in the first person of a company.
  const interested = t(isOnBehalf ? 'answer.interested' : 'answer.sayInterested')
  const notForUs = isOnBehalf ? `${t('answer.not-for-us')} …` : t('answer.sayNotForUs')
  const name = (words: string): { 'aria-label'?: string } =>
    isOnBehalf ? { 'aria-label': t('answer.forCompany', { answer: words, company: companyName }) } : {}

  return (
    <div className={classes.answer}>
      {answer && !isChanging ? (
        <Given answer={answer}>
          <Button
            variant="subtle"
            size="compact-sm"
            {...name(t('answer.change'))}
            onClick={() => setIsChanging(true)}
          >
            {t('answer.change')}
          </Button>
        </Given>
      ) : (
        <Group gap="xs">
          {label && <span className={classes.label}>{label}:</span>}
          <Button
            size={size}
            variant={emphasis}
            leftSection={<IconThumbUp size={16} aria-hidden />}
            loading={send.isPending}
            {...name(interested)}
            onClick={() => send.mutate({ answer: 'interested', reason: null, note: null })}
          >
            {interested}
          </Button>
          <Button size={size} variant="default" {...name(notForUs)} onClick={declining.open}>
            {notForUs}
          </Button>
          {answer && (
            <Button
              size={size}
              variant="subtle"
              color="gray"
              loading={withdraw.isPending}
              {...name(t('answer.withdraw'))}
              onClick={() => withdraw.mutate()}
            >
              {t('answer.withdraw')}
            </Button>
          )}
        </Group>
      )}
      {(send.isError || withdraw.isError) && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {t('answer.failed')} {failure}
        </Text>
      )}
      {isDeclining && (
        <DeclineDialog
          path={path}
          version={answer?.version ?? 0}
          before={answer}
          companyName={isOnBehalf ? companyName : undefined}
          onClose={declining.close}
          onDone={() => {
            declining.close()
            done(t('answer.saved', { answer: t('answer.not-for-us') }))
          }}
        />
      )}
    </div>
  )

  function done(message: string) {
    setIsChanging(false)
    notifyDone(message)
  }
}

/** An answer as it stands: what, why, by whom and when. */
export function Given({ answer, children }: { answer: Answer; children?: ReactNode }) {
  const t = useText()
  const format = useFormat()
  const who = answer.answeredBy ?? ''
  const when = format.date(answer.answeredAt)
  return (
    <div className={classes.given}>
      <AnswerTag answer={answer} />
      {answer.reason && <span>{t('answer.because', { reason: t(`reason.${answer.reason}`) })}</span>}
      {answer.note && <span className={classes.note}>{t('answer.quoted', { words: answer.note })}</span>}
      <span className={classes.quiet}>
        {who === '' ? when : t('answer.by', { name: who, when })}
        {answer.isOnBehalf && `, ${t('answer.behalf')}`}
      </span>
      {children}
    </div>
  )
}
