import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconAlertCircle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ConflictNotice } from './ConflictNotice.tsx'
import { sayIssue } from './form-messages.ts'
import { LeaveGuard } from './LeaveGuard.tsx'
import { fieldIssues, isConflict } from './problem.ts'
import { useProblemMessage } from './problem-words.ts'
import { useSend } from './send.ts'
import { useText } from './words.ts'

type EntryFormProps<Values extends Record<string, unknown>, Result> = {
  form: UseFormReturnType<Values>
  /** The verb on the button: "Invite", "Save changes". */
  action: string
  /** Sends the values; a POST passes the key on: `(values, key) => post(path, values, { idempotencyKey: key })`. */
  send: (values: Values, idempotencyKey: string) => Promise<Result>
  onDone?: (result: Result) => void
  /** Turns a refusal into a step of the dialogue instead of a failure (a code is needed, say). */
  onRefused?: (error: unknown) => boolean
  /** Reads the newest version after somebody else changed the thing. */
  onReload?: () => void
  onCancel?: () => void
  /** Off for forms that hold nothing worth keeping, such as signing in. */
  guard?: boolean
  /** The button takes the whole width, for narrow panels. */
  wide?: boolean
  children: ReactNode
}

/** A form with its error summary, its failure messages, its guard against losing changes and its button. */
export function EntryForm<Values extends Record<string, unknown>, Result>(
  props: EntryFormProps<Values, Result>,
) {
  const { form, action, send, onDone, onRefused, onReload, onCancel, guard = true, wide, children } = props
  const t = useText()
  const element = useRef<HTMLFormElement>(null)
  const [isShown, setIsShown] = useState(false)
  const [labels, setLabels] = useState<Record<string, string>>({})
  const sending = useSend(send)
  // Whoever saved may leave before the form has been drawn again and knows that nothing is unsaved.
  const isSaved = useRef(false)
  useEffect(() => {
    isSaved.current = false
  })
  const failure = sending.error && !onlyFields(sending.error) ? sending.error : undefined

  return (
    <form ref={element} noValidate onSubmit={form.onSubmit(submit, showErrors)}>
      {guard && <LeaveGuard when={() => !isSaved.current && form.isDirty()} />}
      <Stack gap="lg">
        {isShown && <ErrorSummary errors={form.errors} labels={labels} onChoose={focusField} />}
        {failure && isConflict(failure) && <ConflictNotice onReload={onReload} />}
        {failure && !isConflict(failure) && <FailureNotice error={failure} />}
        {children}
        <Group gap="xs">
          <Button type="submit" loading={sending.isPending} fullWidth={wide}>
            {action}
          </Button>
          {onCancel && (
            <Button variant="subtle" color="gray" onClick={onCancel} fullWidth={wide}>
              {t('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )

  function submit(values: Values) {
    setIsShown(false)
    sending.mutate(values, {
      onSuccess: (result) => {
        form.resetDirty(values)
        isSaved.current = true
        onDone?.(result)
      },
      onError: (error) => {
        if (onRefused?.(error)) return sending.reset()
        const messages = Object.fromEntries(
          fieldIssues(error).map((issue) => [issue.path, sayIssue(t, issue)]),
        )
        if (Object.keys(messages).length > 0) {
          form.setErrors(messages)
          showErrors(messages)
        }
      },
    })
  }

  function showErrors(errors: Record<string, ReactNode>) {
    setIsShown(true)
    setLabels(Object.fromEntries(Object.keys(errors).map((path) => [path, labelOf(fieldAt(path))])))
    const first = Object.keys(errors)[0]
    // After the fields have been marked, so that the reader hears the message with the field.
    if (first) requestAnimationFrame(() => focusField(first))
  }

  function focusField(path: string) {
    fieldAt(path)?.focus()
  }

  function fieldAt(path: string): HTMLElement | undefined {
    const field = element.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)
    if (field?.matches('input, textarea, select, button')) return field
    return field?.querySelector<HTMLElement>('input') ?? undefined
  }
}

function labelOf(field: HTMLElement | undefined): string {
  const label =
    field instanceof HTMLInputElement ? field.labels?.[0] : field?.closest('div')?.querySelector('label')
  return label?.textContent ?? ''
}

function onlyFields(error: unknown): boolean {
  return fieldIssues(error).length > 0
}

type ErrorSummaryProps = {
  errors: Record<string, ReactNode>
  labels: Record<string, string>
  onChoose: (path: string) => void
}

function ErrorSummary({ errors, labels, onChoose }: ErrorSummaryProps) {
  const t = useText()
  const found = Object.entries(errors).filter(([, message]) => message)
  if (found.length < 2) return null
  return (
    <Alert
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      title={t('form.errors', { count: found.length })}
    >
      <Stack gap={2}>
        {found.map(([path, message]) => (
          <Anchor
            key={path}
            component="button"
            type="button"
            ta="left"
            c="inherit"
            td="underline"
            onClick={() => onChoose(path)}
          >
            {labels[path] ? `${labels[path]}: ` : ''}
            {message}
          </Anchor>
        ))}
      </Stack>
    </Alert>
  )
}

function FailureNotice({ error }: { error: unknown }) {
  const t = useText()
  const message = useProblemMessage(error)
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden />} title={t('form.notSaved')}>
      <Text size="sm">{message}</Text>
    </Alert>
  )
}
