import { Alert, Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconBuildings } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { put } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { useFormat } from '#web/ui/format.ts'
import { ButtonLink } from '#web/ui/links.tsx'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import classes from './Exchange.module.css'
import { useListHeader } from './list-header.tsx'
import { listQuery } from './list-query.ts'
import { RefusalNotice } from './RefusalNotice.tsx'
import type { List } from './shapes.ts'
import { useText } from './text.ts'

/** A list that was taken, or taken back: what it did, and the way back. */
export function DoneStep({ list }: { list: List }) {
  const t = useText()
  const format = useFormat()
  const client = useQueryClient()
  const confirm = useConfirm()
  const { received, ...header } = useListHeader(list)
  const undo = useMutation({
    mutationFn: (leaveChanged: boolean) =>
      put<List>(`/api/member-imports/${list.id}/undoing`, { leaveChanged }),
    onSuccess: (next) => client.setQueryData(listQuery(list.id).queryKey, next),
  })
  const message = useProblemMessage(undo.error)
  const isTaken = list.status === 'committed'
  const counts = list.counts ?? { added: 0, changed: 0 }
  const ask = async () => {
    const isSure = await confirm({
      title: t('done.undoTitle'),
      text: t('done.undoText'),
      action: t('done.undo'),
    })
    if (isSure) undo.mutate(false)
  }
  return (
    <>
      <PageHeader
        {...header}
        lead={received}
        actions={
          <>
            {isTaken && list.undoUntil && (
              <Button
                variant="default"
                loading={undo.isPending}
                onClick={ask}
                leftSection={<IconArrowBackUp size={18} aria-hidden />}
              >
                {t('done.undo')}
              </Button>
            )}
            <ButtonLink to="/members" leftSection={<IconBuildings size={18} aria-hidden />}>
              {t('done.toMembers')}
            </ButtonLink>
          </>
        }
      />
      <div className={classes.sections}>
        {list.refusal && isTaken && (
          <RefusalNotice refusal={list.refusal}>
            {list.refusal.code === 'exchange/changed-after' && (
              <Button variant="default" mt="sm" loading={undo.isPending} onClick={() => undo.mutate(true)}>
                {t('done.leave')}
              </Button>
            )}
          </RefusalNotice>
        )}
        {undo.error && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
            {message}
          </Alert>
        )}
        <section className={classes.panel} role="status">
          <Text fw={600} size="lg">
            {t(isTaken ? 'done.committed' : 'done.undone')}
          </Text>
          {isTaken ? (
            <>
              <Text>
                {t('done.added', { count: counts.added })} {t('done.changed', { count: counts.changed })}
              </Text>
              {list.undoUntil && (
                <Text c="dimmed">{t('done.until', { when: format.date(list.undoUntil) })}</Text>
              )}
            </>
          ) : (
            <Text>{t('done.undoneText')}</Text>
          )}
        </section>
      </div>
    </>
  )
}
