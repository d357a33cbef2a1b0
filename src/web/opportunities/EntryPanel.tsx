import { ActionIcon, Anchor, Button, Paper, Text, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { remove, sendFile } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useFormat } from '#web/ui/format.ts'
import { ButtonLink, TextLink } from '#web/ui/links.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { useSession } from '#web/ui/session.ts'
import classes from './Entry.module.css'
import { noticeQuery } from './notice-query.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

type Entry = NonNullable<Notice['entry']>
type PanelProps = { notice: Notice; entry: Entry }

/** Beside what was entered: its files, who sees it, and the ways to change or end it. */
export function EntryPanel({ notice }: { notice: Notice }) {
  const { entry } = notice
  if (!entry) return null
  return (
    <>
      <Audience notice={notice} entry={entry} />
      <Files notice={notice} entry={entry} />
    </>
  )
}

/** Who is interested, for those who asked. */
export function Interested({ entry }: { entry: Entry }) {
  const t = useText()
  const format = useFormat()
  const { hat } = useSession()
  const isPeer = hat.role === 'peer-cluster-staff'
  return (
    <Paper component="section" p="lg" aria-labelledby="interested">
      <Title order={2} size="h3" id="interested" mb="xs">
        {t('entry.interested')}
      </Title>
      {entry.interested.length === 0 && <Text c="dimmed">{t('entry.nobodyYet')}</Text>}
      <ul className={classes.interested}>
        {entry.interested.map((one) => (
          <li key={one.companyId}>
            {isPeer ? (
              <strong>{one.companyName}</strong>
            ) : (
              <TextLink to="/members/$id" params={{ id: one.companyId }} fw={600}>
                {one.companyName}
              </TextLink>
            )}
            {one.note && <Text size="sm">{one.note}</Text>}
            <span className={classes.under}>{format.date(one.answeredAt)}</span>
          </li>
        ))}
      </ul>
    </Paper>
  )
}

function Audience({ notice, entry }: PanelProps) {
  const t = useText()
  const format = useFormat()
  const confirm = useConfirm()
  const client = useQueryClient()
  const mayEdit = notice.abilities.includes('edit-entry')
  const ending = useMutation({
    mutationFn: () => remove<Notice>(`/api/entries/${notice.id}`),
    onSuccess: (saved) => {
      client.setQueryData(noticeQuery(notice.id).queryKey, saved)
      notifyDone(t('entry.ended'))
    },
    onError: () => notifyFailure(t('entry.notEnded')),
  })
  return (
    <Paper component="section" p="lg" aria-labelledby="audience">
      <Title order={2} size="h3" id="audience" mb="xs">
        {t('entry.audience')}
      </Title>
      <Text>{t(`entry.visibility.${entry.visibility}`)}</Text>
      {entry.readers.length > 0 && (
        <Text size="sm" c="dimmed">
          {entry.readers.map((one) => one.name).join(', ')}
        </Text>
      )}
      {entry.endedAt !== null && (
        <Text mt="xs">{t('entry.endedOn', { day: format.date(entry.endedAt) })}</Text>
      )}
      {mayEdit && (
        <Button.Group mt="md">
          <ButtonLink to="/opportunities/$id/edit" params={{ id: notice.id }} variant="default" size="sm">
            {t('entry.edit')}
          </ButtonLink>
          <Button variant="default" size="sm" loading={ending.isPending} onClick={() => void end()}>
            {t('entry.end')}
          </Button>
        </Button.Group>
      )}
    </Paper>
  )

  async function end() {
    const isSure = await confirm({
      title: t('entry.endTitle'),
      text: t('entry.endText'),
      action: t('entry.end'),
      isDangerous: true,
    })
    if (isSure) ending.mutate()
  }
}

const mostBytes = 20_000_000

function Files({ notice, entry }: PanelProps) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const mayEdit = notice.abilities.includes('edit-entry')
  const keep = (saved: Notice) => client.setQueryData(noticeQuery(notice.id).queryKey, saved)
  const removing = useMutation({
    mutationFn: (fileId: string) => remove<Notice>(`/api/entries/${notice.id}/files/${fileId}`),
    onSuccess: keep,
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(removing.error)
  if (entry.files.length === 0 && !mayEdit) return null
  return (
    <Paper component="section" p="lg" aria-labelledby="files">
      <Title order={2} size="h3" id="files" mb="xs">
        {t('entry.files')}
      </Title>
      <ul className={classes.files}>
        {entry.files.map((one) => (
          <li key={one.id} className={classes.file}>
            <span>
              <Anchor href={`/api/entries/${notice.id}/files/${one.id}`} download={one.name}>
                {one.name}
              </Anchor>
              <span className={classes.under}>{format.bytes(one.bytes)}</span>
            </span>
            {mayEdit && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('entry.removeFile', { name: one.name })}
                onClick={() => removing.mutate(one.id)}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <FileDrop
          label={t('entry.addFile')}
          kinds={['.pdf', '.docx', '.xlsx', '.pptx', '.odt', '.png', '.jpg', '.txt', '.csv']}
          mostBytes={mostBytes}
          send={(file, idempotencyKey) =>
            sendFile<Notice>(`/api/entries/${notice.id}/files`, file, { idempotencyKey })
          }
          onSent={keep}
        />
      )}
    </Paper>
  )
}
