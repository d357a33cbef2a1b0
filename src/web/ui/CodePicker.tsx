import { Combobox, Loader, Pill, PillsInput, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { get } from './api.ts'
import classes from './CodePicker.module.css'
import { useLanguage } from './text.ts'
import { useTrackedCombobox } from './tracked-combobox.ts'
import { useText } from './words.ts'

export type Code = { code: string; label: string | null }

type CodePickerProps = {
  /** The vocabulary: 'cpv', 'nace', 'nuts'… */
  list: string
  label: string
  description?: string
  /** The chosen codes. `form.getInputProps('codes')` fits. */
  value: string[]
  onChange: (codes: string[]) => void
  /** Labels already known, so chosen codes do not stand bare until they are looked up. */
  known?: Code[]
  error?: ReactNode
  required?: boolean
  most?: number
  /** For the error summary of a form, which looks for the field by its path. */
  'data-path'?: string
}

/** Chooses codes of a public vocabulary by digits or by words, with the keyboard alone if one likes. */
export function CodePicker(props: CodePickerProps) {
  const { list, label, description, value, onChange, known = [], error, required, most = 50 } = props
  const t = useText()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), 200)
  const [seen, setSeen] = useState<Code[]>([])
  const { store: combobox, field } = useTrackedCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
  })
  const isReady = words.length >= 2

  const query = useQuery({
    queryKey: ['code-lists', list, words, language],
    queryFn: ({ signal }) =>
      get<{ items: Code[] }>(`/api/code-lists/${list}/codes`, { search: { q: words, language }, signal }),
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const names = new Map([...known, ...seen].map(({ code, label: name }) => [code, name]))
  const found = isReady ? (query.data?.items ?? []).filter(({ code }) => !value.includes(code)) : []

  // The first answer is ready for Enter; the one chosen before may be gone from the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the answers change
  useEffect(() => {
    if (found.length > 0) combobox.selectFirstOption()
    else combobox.resetSelectedOption()
  }, [query.data, value])

  return (
    <Combobox store={combobox} onOptionSubmit={add} withinPortal={false}>
      <Combobox.DropdownTarget>
        <PillsInput
          label={label}
          description={description}
          error={error}
          required={required}
          rightSection={query.isFetching && <Loader size={16} />}
          onClick={() => combobox.openDropdown()}
        >
          <Pill.Group>
            {value.map((code) => (
              <Pill
                key={code}
                withRemoveButton
                title={names.get(code) ?? undefined}
                removeButtonProps={{
                  'aria-label': t('codes.removeCode', { code }),
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
                onRemove={() => onChange(value.filter((other) => other !== code))}
                className={classes.pill}
              >
                <span className={classes.code}>{code}</span> {names.get(code)}
              </Pill>
            ))}
            <Combobox.EventsTarget withAriaAttributes={false}>
              <PillsInput.Field
                {...field}
                value={typed}
                data-path={props['data-path']}
                placeholder={value.length === 0 ? t('codes.search') : undefined}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setTyped(event.currentTarget.value)
                  combobox.openDropdown()
                  combobox.resetSelectedOption()
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Backspace' && typed === '' && value.length > 0)
                    onChange(value.slice(0, -1))
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Options mah={320} className={classes.options} aria-label={label}>
          {found.map(({ code, label: name }) => (
            <Combobox.Option key={code} value={code} disabled={value.length >= most}>
              <span className={classes.code}>{code}</span> {name}
            </Combobox.Option>
          ))}
          {found.length === 0 && (
            <Combobox.Empty>
              <Text size="sm" c="dimmed">
                {isReady && !query.isFetching ? t('codes.nothing') : t('codes.hint')}
              </Text>
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )

  function add(code: string) {
    const chosen = query.data?.items.find((item) => item.code === code)
    if (chosen) setSeen((before) => [...before, chosen])
    onChange([...value, code])
    setTyped('')
  }
}
