import { IconPencilOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { entryInput } from '#domains/opportunities/schema/entry.ts'
import { put } from '#web/ui/api.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { FailedPage } from '#web/ui/LoadFailure.tsx'
import { ButtonLink } from '#web/ui/links.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { PageSkeleton } from '#web/ui/PageSkeleton.tsx'
import { useLanguage } from '#web/ui/text.ts'
import classes from './Entry.module.css'
import { EntryFields, type EntryValues, entryValues } from './EntryFields.tsx'
import { noticeQuery } from './notice-query.ts'
import { editEntryRoute } from './pages.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** Changes what was entered by hand or asked for. */
export function EditEntryPage() {
  const t = useText()
  const { id } = editEntryRoute.useParams()
  const query = useQuery(noticeQuery(id))
  if (query.isError) return <FailedPage error={query.error} onRetry={() => query.refetch()} />
  if (!query.data) return <PageSkeleton />
  if (!query.data.abilities.includes('edit-entry')) {
    return (
      <>
        <PageHeader
          title={query.data.title}
          back={{ label: t('page.back'), link: { to: '/opportunities/$id', params: { id } } }}
        />
        <EmptyState
          icon={IconPencilOff}
          title={t('entry.fixed')}
          action={
            <ButtonLink to="/opportunities/$id" params={{ id }} variant="default">
              {t('entry.toPage')}
            </ButtonLink>
          }
        >
          {t('entry.fixedHint')}
        </EmptyState>
      </>
    )
  }
  return <Edit newest={query.data} onReload={async () => (await query.refetch()).data} />
}

type EditProps = { newest: Notice; onReload: () => Promise<Notice | undefined> }

function Edit({ newest, onReload }: EditProps) {
  // What others change meanwhile must not wipe out what is being typed.
  const [start, setStart] = useState(newest)
  return (
    <Form
      key={start.version}
      notice={start}
      onReload={() => void onReload().then((read) => setStart(read ?? start))}
    />
  )
}

function Form({ notice, onReload }: { notice: Notice; onReload: () => void }) {
  const t = useText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const language = useLanguage()
  const kind = notice.kind === 'request' ? 'request' : 'competition'
  const form = useEntry<EntryValues>(entryInput, entryValues(kind, language, notice))
  const leave = (isSaved: boolean) =>
    void navigate({ to: '/opportunities/$id', params: { id: notice.id }, ignoreBlocker: isSaved })
  return (
    <>
      <PageHeader
        title={t('entry.editTitle')}
        lead={notice.title}
        back={{ label: t('entry.toPage'), link: { to: '/opportunities/$id', params: { id: notice.id } } }}
      />
      <div className={classes.form}>
        <EntryForm
          form={form}
          action={t('entry.save')}
          send={(values) => put<Notice>(`/api/entries/${notice.id}`, values, { ifMatch: notice.version })}
          onDone={(saved) => {
            client.setQueryData(noticeQuery(notice.id).queryKey, saved)
            notifyDone(t('entry.saved'))
            leave(true)
          }}
          onReload={onReload}
          onCancel={() => leave(false)}
        >
          <EntryFields form={form} isNew={false} />
        </EntryForm>
      </div>
    </>
  )
}
