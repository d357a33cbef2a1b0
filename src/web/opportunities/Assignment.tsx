import { Button, NativeSelect, Paper, Text, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import * as z from 'zod'
import { put, remove } from '#web/ui/api.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import type { FollowUp } from './follow-query.ts'
import { useWorkText } from './work-text.ts'

const entry = z.object({ accountId: z.uuid(), dueOn: z.union([z.iso.date(), z.literal('')]) })

/** Who of one's own side prepares the tender, and by when. */
export function Assignment({ followUp }: { followUp: FollowUp }) {
  const t = useWorkText()
  const { assignment, noticeId, people } = followUp
  const path = `/api/notices/${noticeId}/assignment`
  const form = useEntry(entry, {
    accountId: assignment?.accountId ?? people[0]?.accountId ?? '',
    dueOn: assignment?.dueOn ?? '',
  })
  const end = useMutation({
    mutationFn: () => remove(path),
    onSuccess: () => notifyDone(t('follow.unassigned')),
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(end.error)
  return (
    <Paper component="section" p="lg" aria-labelledby="assignment">
      <Title order={2} size="h3" id="assignment" mb={4}>
        {t('follow.assignment')}
      </Title>
      {assignment ? (
        <Text component="div" mb="md">
          <strong>{assignment.name}</strong> {assignment.dueOn && <Deadline at={assignment.dueOn} />}
        </Text>
      ) : (
        <Text size="sm" c="dimmed" mb="sm">
          {t('follow.nobody')}
        </Text>
      )}
      <EntryForm
        form={form}
        action={t(assignment ? 'follow.reassign' : 'follow.assign')}
        guard={false}
        send={({ accountId, dueOn }) => put(path, { accountId, dueOn: dueOn || null })}
        onDone={() => notifyDone(t('follow.assigned'))}
      >
        <NativeSelect
          label={t('follow.who')}
          data={people.map((one) => ({ value: one.accountId, label: one.name }))}
          {...form.getInputProps('accountId')}
        />
        <TextInput type="date" label={t('follow.dueOn')} {...form.getInputProps('dueOn')} />
      </EntryForm>
      {assignment && (
        <Button
          mt="sm"
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={end.isPending}
          onClick={() => end.mutate()}
        >
          {t('follow.unassign')}
        </Button>
      )}
    </Paper>
  )
}
