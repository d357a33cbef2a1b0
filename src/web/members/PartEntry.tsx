import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import type { Company, PartKind } from '#domains/members/schema.ts'
import { post, put } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { useText } from './text.ts'

export type PartFormProps<Part> = {
  companyId: string
  /** Missing for a new one. */
  part: Part | undefined
  onReload: () => void
  onClose: (isSaved?: boolean) => void
}

type PartEntryProps<Values extends Record<string, unknown>> = PartFormProps<{
  id: string
  version: number
}> & {
  kind: PartKind
  form: UseFormReturnType<Values>
  /** What to call it when it has been saved. */
  nameOf: (values: Values) => string
  /** The values as the server takes them. */
  asInput?: (values: Values) => object
  children: ReactNode
}

/** The form of one part: created once however often the button is pressed, changed only from the version that was read. */
export function PartEntry<Values extends Record<string, unknown>>(props: PartEntryProps<Values>) {
  const {
    companyId,
    kind,
    part,
    form,
    nameOf,
    asInput = (values) => values,
    onReload,
    onClose,
    children,
  } = props
  const t = useText()
  const path = `/api/companies/${companyId}/${kind}`
  return (
    <EntryForm
      form={form}
      action={t(`${kind}.save`)}
      send={(values, idempotencyKey) =>
        part
          ? put<Company>(`${path}/${part.id}`, asInput(values), { ifMatch: part.version })
          : post<Company>(path, asInput(values), { idempotencyKey })
      }
      onDone={() => {
        notifyDone(t('part.saved', { name: nameOf(form.getValues()) }))
        onClose(true)
      }}
      onReload={onReload}
      onCancel={() => onClose()}
    >
      {children}
    </EntryForm>
  )
}
