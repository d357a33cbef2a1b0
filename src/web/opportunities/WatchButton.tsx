import { Button } from '@mantine/core'
import { IconEye, IconEyeCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { put, remove } from '#web/ui/api.ts'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { followUpQuery } from './follow-query.ts'
import { useWorkText } from './work-text.ts'

/** Begins or ends being told what happens to a notice. */
export function WatchButton({ noticeId }: { noticeId: string }) {
  const t = useWorkText()
  const { data } = useQuery(followUpQuery(noticeId))
  const path = `/api/notices/${noticeId}/watch`
  const change = useMutation({
    mutationFn: (watches: boolean) => (watches ? put(path) : remove(path)),
    onSuccess: (_, watches) => notifyDone(t(watches ? 'follow.watching' : 'follow.watchEnded')),
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(change.error)
  const watches = data?.isWatched ?? false
  const Mark = watches ? IconEyeCheck : IconEye
  return (
    <Button
      variant={watches ? 'light' : 'default'}
      aria-pressed={watches}
      disabled={!data}
      loading={change.isPending}
      leftSection={<Mark size={18} aria-hidden />}
      onClick={() => change.mutate(!watches)}
    >
      {t(watches ? 'follow.watched' : 'follow.watch')}
    </Button>
  )
}
