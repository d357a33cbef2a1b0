import type { UseFormReturnType } from '@mantine/form'
import type { ChangeEvent } from 'react'

type Form<Values> = UseFormReturnType<Values>
type Typed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>

/** For a text, date or choice that may be left out: an empty field is no value, not an empty one. */
export function optionalText<Values extends Record<string, unknown>>(form: Form<Values>, path: string) {
  const { value, onChange, ...props } = form.getInputProps(path)
  return {
    ...props,
    value: typeof value === 'string' ? value : '',
    onChange: (event: Typed) => onChange(event.currentTarget.value || null),
  }
}

/** For a number that may be left out. */
export function optionalNumber<Values extends Record<string, unknown>>(form: Form<Values>, path: string) {
  const { value, onChange, ...props } = form.getInputProps(path)
  return {
    ...props,
    value: typeof value === 'number' ? value : '',
    onChange: (typed: number | string) => onChange(typed === '' ? null : Number(typed)),
  }
}

/** A text in both languages without the languages nobody wrote in. */
export function filledTexts(text: { en?: string; et?: string } | undefined): { en?: string; et?: string } {
  return Object.fromEntries(Object.entries(text ?? {}).filter(([, words]) => words.trim() !== ''))
}
