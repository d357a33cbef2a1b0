import { Alert, Button, Divider } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import type { Signed } from '#web/ui/session.ts'
import { hasPasskeys, signInWithPasskey } from './passkeys.ts'
import { useText } from './text.ts'

/** The way in for who has a passkey; not shown where the browser knows none. */
export function PasskeyButton({ onDone }: { onDone: (session: Signed) => void }) {
  const t = useText()
  const entering = useMutation({ mutationFn: signInWithPasskey, onSuccess: onDone })
  const failure = useProblemMessage(entering.error)
  if (!hasPasskeys()) return null
  return (
    <>
      <Divider my="md" label={t('signIn.or')} />
      {entering.isError && (
        <Alert role="alert" color="red" mb="md">
          {failure}
        </Alert>
      )}
      <Button
        variant="default"
        fullWidth
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={entering.isPending}
        onClick={() => entering.mutate()}
      >
        {t('passkey.signIn')}
      </Button>
    </>
  )
}
