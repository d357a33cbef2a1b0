import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { post } from '#web/ui/api.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { unsubscribeRoute } from './pages.ts'
import { useText } from './text.ts'

/** The page behind a mail's way out. It says nothing of whose mails they are, and acts on the button only. */
export function UnsubscribePage() {
  const t = useText()
  const { token } = unsubscribeRoute.useParams()
  const stop = useMutation({
    mutationFn: () => post(`/unsubscribe/${encodeURIComponent(token)}`, undefined, { keepOn401: true }),
  })
  const failure = useProblemMessage(stop.error)
  if (stop.isSuccess) {
    return (
      <OutsideFrame title={t('unsubscribe.doneTitle')}>
        <Text role="status">{t('unsubscribe.done')}</Text>
      </OutsideFrame>
    )
  }
  return (
    <OutsideFrame title={t('unsubscribe.title')} lead={t('unsubscribe.lead')}>
      <Button fullWidth loading={stop.isPending} onClick={() => stop.mutate()}>
        {t('unsubscribe.action')}
      </Button>
      {stop.isError && (
        <Text role="alert" mt="sm" c="var(--mantine-color-error)">
          {failure}
        </Text>
      )}
    </OutsideFrame>
  )
}
