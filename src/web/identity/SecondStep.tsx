import { Button, TextInput } from '@mantine/core'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { ProblemError } from '#web/ui/problem.ts'
import type { Signed } from '#web/ui/session.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { secondStep } from './shapes.ts'
import { useText } from './text.ts'

type SecondStepProps = {
  onCode: (code: string) => Promise<Signed>
  onDone: (session: Signed) => void
  onBack: () => void
}

/** Asks for the code of the authenticator app, or a recovery code. */
export function SecondStep({ onCode, onDone, onBack }: SecondStepProps) {
  const t = useText()
  const form = useEntry(secondStep, { code: '' })
  return (
    <OutsideFrame title={t('signIn.codeTitle')} lead={t('signIn.codeLead')}>
      <EntryForm
        form={form}
        action={t('signIn.codeAction')}
        send={({ code }) => onCode(code.trim())}
        onDone={onDone}
        onRefused={refused}
        guard={false}
        wide
      >
        <TextInput
          label={t('signIn.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          {...form.getInputProps('code')}
        />
      </EntryForm>
      <Button variant="subtle" fullWidth mt="xs" onClick={onBack}>
        {t('signIn.otherAccount')}
      </Button>
    </OutsideFrame>
  )

  function refused(error: unknown): boolean {
    if (!(error instanceof ProblemError) || !error.code.endsWith('/wrong-code')) return false
    form.setErrors({ code: t('signIn.codeWrong') })
    return true
  }
}
