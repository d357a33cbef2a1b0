import { NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { approvalInput, declineInput, questionInput } from '#domains/admissions/schema.ts'
import { put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { useTiers } from '#web/ui/tiers.ts'
import { type Application, applicationQuery } from './application-query.ts'
import { useText } from './text.ts'

type DecisionProps = { application: Application; onClose: () => void }

/** Accepting makes the company, its membership and the invitation. */
export function AcceptForm({ application, onClose }: DecisionProps) {
  const t = useText()
  const { tiers, nameOf } = useTiers()
  const decide = useDecision(application, onClose)
  const form = useEntry(approvalInput, {
    tierId: application.tierId ?? '',
    startsOn: new Date().toISOString().slice(0, 10),
  })
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('form.accept')}
      send={(values) => decide.send('approval', values)}
      onDone={() => decide.done(t('form.accepted', { company: application.legalName }))}
      onReload={decide.reload}
      onCancel={onClose}
    >
      <Text>{t('form.acceptLead')}</Text>
      <NativeSelect
        label={t('form.tier')}
        required
        data-autofocus
        data={[
          { value: '', label: t('form.choose') },
          ...tiers
            .filter(({ isOffered }) => isOffered)
            .map(({ id }) => ({ value: id, label: nameOf(id) ?? '' })),
        ]}
        {...form.getInputProps('tierId')}
      />
      <TextInput type="date" label={t('form.startsOn')} required {...form.getInputProps('startsOn')} />
    </EntryForm>
  )
}

export function AskForm({ application, onClose }: DecisionProps) {
  const t = useText()
  const decide = useDecision(application, onClose)
  const form = useEntry(questionInput, { question: '' })
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('form.ask')}
      send={(values) => decide.send('question', values)}
      onDone={() => decide.done(t('form.asked'))}
      onReload={decide.reload}
      onCancel={onClose}
    >
      <Textarea
        label={t('form.question')}
        description={t('form.questionHint')}
        required
        maxLength={2_000}
        autosize
        minRows={4}
        data-autofocus
        {...form.getInputProps('question')}
      />
    </EntryForm>
  )
}

export function DeclineForm({ application, onClose }: DecisionProps) {
  const t = useText()
  const decide = useDecision(application, onClose)
  const form = useEntry(declineInput, { reason: '' })
  return (
    <EntryForm
      form={form}
      guard={false}
      action={t('form.decline')}
      send={(values) => decide.send('decline', values)}
      onDone={() => decide.done(t('form.declined'))}
      onReload={decide.reload}
      onCancel={onClose}
    >
      <Textarea
        label={t('form.reason')}
        description={t('form.reasonHint')}
        required
        maxLength={2_000}
        autosize
        minRows={4}
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </EntryForm>
  )
}

function useDecision({ id, version }: Application, onClose: () => void) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['applications'] })
  return {
    send: (what: 'approval' | 'question' | 'decline', values: object) =>
      put<Application>(`/api/applications/${id}/${what}`, values, { ifMatch: version }).then((after) => {
        client.setQueryData(applicationQuery(id).queryKey, after)
      }),
    done: (message: string) => {
      notifyDone(message)
      onClose()
      void refresh()
    },
    reload: () => void refresh().then(onClose),
  }
}
