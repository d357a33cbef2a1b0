import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '#web/ui/api.ts'
import { useText } from './text.ts'

type CompanySelectProps = Omit<SelectProps, 'data'> & { chosenName?: string | undefined }

/** A company, found by typing. */
export function CompanySelect({ chosenName, ...props }: CompanySelectProps) {
  const t = useText()
  const [typed, setTyped] = useState(chosenName ?? '')
  const [words] = useDebouncedValue(typed, 200)
  const found = useQuery({
    queryKey: ['/api/companies', 'by-name', words],
    queryFn: ({ signal }) =>
      get<{ items: { id: string; legalName: string }[] }>('/api/companies', {
        search: { q: words, pageSize: 20 },
        signal,
      }),
  })
  const items = (found.data?.items ?? []).map(({ id, legalName }) => ({ value: id, label: legalName }))
  const chosen = props.value && chosenName && !items.some(({ value }) => value === props.value)
  return (
    <Select
      label={t('form.company')}
      placeholder={t('form.companyHint')}
      searchable
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      data={chosen ? [{ value: props.value ?? '', label: chosenName }, ...items] : items}
      {...props}
    />
  )
}
