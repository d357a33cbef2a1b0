import * as z from 'zod'

/** One e-mail address, lower case. A comma, a line break or a second address makes it invalid. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email())
  .meta({ id: 'EmailAddress', description: 'One e-mail address.' })

/** Stops a mail whose recipient is anything but one plain address, however it got here. */
export function assertOneAddress(address: string): void {
  if (address.length <= 254 && z.email().safeParse(address).success) return
  throw new Error('A mail was to go to something that is not one e-mail address.')
}
