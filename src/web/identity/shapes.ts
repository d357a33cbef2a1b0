import * as z from 'zod'

/** What the forms of this room send. The server checks the same again, and more (common passwords, who may invite whom). */
export const credentials = z.object({ email: z.email(), password: z.string().min(1) })
export const secondStep = z.object({ code: z.string().trim().min(6).max(40) })
export const emailOnly = z.object({ email: z.email() })
export const ownProfile = z.object({
  name: z.string().trim().min(1).max(120),
  language: z.enum(['en', 'et']),
})

/** The rules come from the server, so that the page never promises less than it asks. */
export type PasswordRules = { minLength: number }
export const standardRules: PasswordRules = { minLength: 12 }

export function newPassword(rules: PasswordRules) {
  return z.string().min(rules.minLength).max(200)
}
