import { type ComboboxStore, type UseComboboxOptions, useCombobox } from '@mantine/core'
import { useState } from 'react'

/**
 * A combobox whose field always names the option that Enter would take. Mantine's own field learns of it from the arrow
 * keys alone and keeps naming an option that a new answer has swept away. Use with `EventsTarget withAriaAttributes={false}`.
 */
export function useTrackedCombobox(options: UseComboboxOptions = {}) {
  const plain = useCombobox(options)
  const [active, setActive] = useState<string | null>(null)

  const store: ComboboxStore = {
    ...plain,
    selectNextOption: () => follow(plain.selectNextOption()),
    selectPreviousOption: () => follow(plain.selectPreviousOption()),
    selectFirstOption: () => follow(plain.selectFirstOption()),
    selectActiveOption: () => follow(plain.selectActiveOption()),
    resetSelectedOption: () => {
      plain.resetSelectedOption()
      setActive(null)
    },
  }
  const field = {
    role: 'combobox',
    'aria-haspopup': 'listbox',
    'aria-autocomplete': 'list',
    'aria-expanded': plain.dropdownOpened,
    'aria-controls': plain.dropdownOpened ? (plain.listId ?? undefined) : undefined,
    'aria-activedescendant': plain.dropdownOpened ? (active ?? undefined) : undefined,
    autoComplete: 'off',
  } as const
  return { store, field }

  function follow(id: string | null): string | null {
    setActive(id)
    return id
  }
}
