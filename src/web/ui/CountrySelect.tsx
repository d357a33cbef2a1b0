import { MultiSelect, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useCountryNames } from './country-names.ts'
import { useText } from './words.ts'

type CountrySelectProps = {
  label: string
  required?: boolean
  value?: string
  onChange: (code: string | null) => void
  error?: ReactNode
}

/** One country, found by the first letters of its name. */
export function CountrySelect(props: CountrySelectProps) {
  const t = useText()
  const { all } = useCountryNames()
  return (
    <Select
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('countries.none')}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: false }}
      autoComplete="off"
      data={all}
      {...props}
    />
  )
}

type CountriesSelectProps = {
  label: string
  description?: string
  value?: string[]
  onChange: (codes: string[]) => void
  error?: ReactNode
}

/** Several countries. */
export function CountriesSelect(props: CountriesSelectProps) {
  const t = useText()
  const { all } = useCountryNames()
  return (
    <MultiSelect
      searchable
      hidePickedOptions
      clearSearchOnChange
      nothingFoundMessage={t('countries.none')}
      placeholder={t('countries.add')}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: false }}
      data={all}
      {...props}
    />
  )
}
