import { useNavigate } from '@tanstack/react-router'
import { entryInput } from '#domains/opportunities/schema/entry.ts'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyDone } from '#web/ui/notify.ts'
import { PageHeader } from '#web/ui/PageHeader.tsx'
import { isStaff, useSession } from '#web/ui/session.ts'
import { useLanguage } from '#web/ui/text.ts'
import classes from './Entry.module.css'
import { EntryFields, type EntryValues, entryValues } from './EntryFields.tsx'
import { newEntryRoute } from './pages.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** Enters a tender by hand, or asks for a supplier or partner. */
export function NewEntryPage() {
  const t = useText()
  const navigate = useNavigate()
  const language = useLanguage()
  const { hat } = useSession()
  const search = newEntryRoute.useSearch()
  const kind = isStaff(hat.role) && search.kind !== 'request' ? 'competition' : 'request'
  const form = useEntry<EntryValues>(entryInput, entryValues(kind, language))
  const words = kind === 'request' ? 'ask' : 'enter'
  return (
    <>
      <PageHeader
        title={t(`entry.${words}.title`)}
        lead={t(`entry.${words}.lead`)}
        back={{ label: t('page.back'), link: { to: '/opportunities' } }}
      />
      <div className={classes.form}>
        <EntryForm
          form={form}
          action={t(`entry.${words}.action`)}
          send={(values, idempotencyKey) => post<Notice>('/api/entries', values, { idempotencyKey })}
          onDone={(saved) => {
            notifyDone(t(`entry.${words}.done`))
            void navigate({ to: '/opportunities/$id', params: { id: saved.id }, ignoreBlocker: true })
          }}
          onCancel={() => void navigate({ to: '/opportunities' })}
        >
          <EntryFields form={form} isNew />
        </EntryForm>
      </div>
    </>
  )
}
