import { Button, Paper, Text, Textarea, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { noteInput } from '#domains/opportunities/schema/following.ts'
import { post, put, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useFormat } from '#web/ui/format.ts'
import { notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import type { FollowUp } from './follow-query.ts'
import classes from './WorkTab.module.css'
import { useWorkText } from './work-text.ts'

type Note = FollowUp['notes'][number]

/** Notes of one's own side, oldest first, and a place for the next. */
export function Notes({ followUp }: { followUp: FollowUp }) {
  const t = useWorkText()
  const path = `/api/notices/${followUp.noticeId}/notes`
  return (
    <Paper component="section" p="lg" aria-labelledby="notes">
      <Title order={2} id="notes">
        {t('follow.notes')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t(followUp.side === 'company' ? 'follow.companyOnly' : 'follow.staffOnly')}
      </Text>
      {followUp.notes.length > 0 && (
        <ul className={classes.notes}>
          {followUp.notes.map((note) => (
            <NoteLine key={note.id} note={note} path={`${path}/${note.id}`} />
          ))}
        </ul>
      )}
      <NewNote path={path} />
    </Paper>
  )
}

function NewNote({ path }: { path: string }) {
  const t = useWorkText()
  const form = useEntry(noteInput, { body: '' })
  return (
    <EntryForm
      form={form}
      action={t('follow.addNote')}
      send={(values, idempotencyKey) => post(path, values, { idempotencyKey })}
      onDone={() => {
        form.setValues({ body: '' })
        form.resetDirty({ body: '' })
      }}
    >
      <Textarea
        label={t('follow.newNote')}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={4000}
        data-path="body"
        {...form.getInputProps('body')}
      />
    </EntryForm>
  )
}

function NoteLine({ note, path }: { note: Note; path: string }) {
  const t = useWorkText()
  const format = useFormat()
  const confirm = useConfirm()
  const [isEditing, setIsEditing] = useState(false)
  const take = useMutation({ mutationFn: () => remove(path), onError: () => notifyFailure(failure) })
  const failure = useProblemMessage(take.error)
  if (isEditing) {
    return (
      <li className={classes.note}>
        <ChangeNote note={note} path={path} onClose={() => setIsEditing(false)} />
      </li>
    )
  }
  return (
    <li className={classes.note}>
      <p className={classes.body}>{note.body}</p>
      <div className={classes.under}>
        <span>{[note.writtenBy, format.dateTime(note.writtenAt)].filter(Boolean).join(', ')}</span>
        {note.mayChange && (
          <>
            <Button variant="subtle" size="compact-sm" onClick={() => setIsEditing(true)}>
              {t('follow.changeNote')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              loading={take.isPending}
              onClick={() => void ask()}
            >
              {t('follow.removeNote')}
            </Button>
          </>
        )}
      </div>
    </li>
  )

  async function ask() {
    const isSure = await confirm({
      title: t('follow.removeAsk'),
      text: t('follow.removeAskText'),
      action: t('follow.removeNote'),
      isDangerous: true,
    })
    if (isSure) take.mutate()
  }
}

function ChangeNote({ note, path, onClose }: { note: Note; path: string; onClose: () => void }) {
  const t = useWorkText()
  const form = useEntry(noteInput, { body: note.body })
  return (
    <EntryForm
      form={form}
      action={t('follow.saveNote')}
      send={(values) => put(path, values, { ifMatch: note.version })}
      onDone={onClose}
      onCancel={onClose}
      onReload={onClose}
    >
      <Textarea
        label={t('follow.changedNote')}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={4000}
        data-autofocus
        data-path="body"
        {...form.getInputProps('body')}
      />
    </EntryForm>
  )
}
