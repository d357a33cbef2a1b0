import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form'
import { useEffect } from 'react'
import type * as z from 'zod'
import { sayIssues } from './form-messages.ts'
import { useText } from './words.ts'

/** A form whose values obey the schema the server also checks: `useEntry(newCompany, { name: '' })`. */
export function useEntry<Values extends Record<string, unknown>>(
  schema: z.ZodType<unknown, Values>,
  start: Values,
): UseFormReturnType<Values> {
  const t = useText()
  // In an effect it would come after a form that validates on its first render.
  sayIssues(t)
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: start,
    validate: schemaResolver(schema, { sync: true }),
    validateInputOnBlur: false,
    clearInputErrorOnChange: true,
  })
  const { setErrors, errors } = form
  // Complaints on the page are said again in the new language.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the language changes
  useEffect(() => {
    if (Object.keys(errors).length > 0) setErrors(schemaResolver(schema, { sync: true })(form.getValues()))
  }, [t])
  return form
}
