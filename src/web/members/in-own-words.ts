import * as z from 'zod'

/**
 * A shape whose own short messages, written for users of the API, are said as the sentences of the page instead.
 * `sentenceFor` gets the last name in the path ("phone").
 */
export function inOwnWords<Values>(
  shape: z.ZodType,
  sentenceFor: (field: string) => string | undefined,
): z.ZodType<unknown, Values> {
  return z.any().superRefine((values, context) => {
    const parsed = shape.safeParse(values)
    for (const issue of parsed.error?.issues ?? []) {
      const field = String(issue.path.findLast((step) => typeof step === 'string') ?? '')
      const message = issue.code === 'invalid_format' ? (sentenceFor(field) ?? issue.message) : issue.message
      context.addIssue({ code: 'custom', path: issue.path, message })
    }
  })
}
