import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type * as z from 'zod'
import { voteInput } from '#domains/votes/schema.ts'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { useText } from './text.ts'
import classes from './Votes.module.css'
import { type Vote, votesQuery } from './vote-query.ts'

type Values = z.input<typeof voteInput>

/** Staff ask the members a question. */
export function NewVotePage() {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useEntry<Values>(voteInput, {
    question: '',
    explanation: '',
    options: [t('form.yes'), t('form.no'), t('form.abstain')],
    isSecret: false,
    closesAt: endOfDay(new Date(Date.now() + 7 * 86_400_000)),
  })
  const { options, closesAt } = form.getValues()
  const ends = form.getInputProps('closesAt')
  return (
    <>
      <PageHeader title={t('form.title')} back={{ label: t('page.back'), link: { to: '/votes' } }} />
      <div className={classes.sections}>
        <EntryForm
          form={form}
          action={t('form.open')}
          send={(values, idempotencyKey) => post<Vote>('/api/votes', values, { idempotencyKey })}
          onDone={async (vote) => {
            notifyDone(t('form.opened'))
            await navigate({ to: '/votes/$id', params: { id: vote.id }, ignoreBlocker: true })
            await client.invalidateQueries({ queryKey: votesQuery.queryKey })
          }}
          onCancel={() => void navigate({ to: '/votes' })}
        >
          <TextInput
            label={t('form.question')}
            required
            maxLength={300}
            data-autofocus
            {...form.getInputProps('question')}
          />
          <Textarea
            label={t('form.explanation')}
            description={t('form.explanationHint')}
            maxLength={4_000}
            autosize
            minRows={3}
            {...form.getInputProps('explanation')}
          />
          {options.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: choices are told apart by their place
            <div key={at} className={classes.row}>
              <TextInput
                label={t('form.option', { number: at + 1 })}
                required
                maxLength={200}
                error={at === 0 ? form.errors.options : undefined}
                {...form.getInputProps(`options.${at}`)}
              />
              {options.length > 2 && (
                <Button
                  variant="subtle"
                  color="gray"
                  px="xs"
                  aria-label={t('form.removeOption', { number: at + 1 })}
                  onClick={() => form.removeListItem('options', at)}
                >
                  <IconTrash size={18} aria-hidden />
                </Button>
              )}
            </div>
          ))}
          {options.length < 12 && (
            <div>
              <Button
                variant="default"
                leftSection={<IconPlus size={18} aria-hidden />}
                onClick={() => form.insertListItem('options', '')}
              >
                {t('form.addOption')}
              </Button>
            </div>
          )}
          <TextInput
            type="datetime-local"
            label={t('form.until')}
            required
            error={ends.error}
            data-path="closesAt"
            value={asLocal(closesAt)}
            onChange={(event) => {
              const at = new Date(event.currentTarget.value)
              if (!Number.isNaN(at.getTime())) ends.onChange(at.toISOString())
            }}
          />
          <Checkbox
            label={t('form.isSecret')}
            description={t('form.secretHint')}
            {...form.getInputProps('isSecret', { type: 'checkbox' })}
          />
        </EntryForm>
      </div>
    </>
  )
}

function endOfDay(day: Date): string {
  const end = new Date(day)
  end.setHours(18, 0, 0, 0)
  return end.toISOString()
}

/** A moment as the field wants it: the clock of the person's own place. */
function asLocal(iso: string): string {
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
