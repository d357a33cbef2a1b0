import { type FormErrors, schemaResolver, type UseFormReturnType, useForm } from '@mantine/form'
import { useEffect } from 'react'
import type * as z from 'zod'
import type { en } from './en.ts'
import { sayIssue, sayIssues } from './form-messages.ts'
import type { Text } from './text.ts'
import { useText } from './words.ts'

/** A form whose values obey the schema the server also checks: `useEntry(newCompany, { name: '' })`. */
export function useEntry<Values extends Record<string, unknown>>(
  schema: z.ZodType<unknown, Values>,
  start: Values,
): UseFormReturnType<Values> {
  const t = useText()
  // In an effect it would come after a form that validates on its first render.
  sayIssues(t)
  const validate = (values: Values) => inOwnLanguage(t, schemaResolver(schema, { sync: true })(values))
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: start,
    validate,
    validateInputOnBlur: false,
    clearInputErrorOnChange: true,
  })
  const { setErrors, errors } = form
  // Complaints on the page are said again in the new language.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the language changes
  useEffect(() => {
    if (Object.keys(errors).length > 0) setErrors(validate(form.getValues()))
  }, [t])
  return form
}

/** A schema's own message wins over the house's; those of the shared schemas are English. */
function inOwnLanguage(t: Text<typeof en>, errors: FormErrors): FormErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => [
      path,
      typeof message === 'string' ? sayIssue(t, { message }) : message,
    ]),
  )
}
