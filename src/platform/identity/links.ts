import type { House } from '#platform/house.ts'

/** The pages that mails lead to; `src/web/identity/pages.ts` has them under the same paths. */
export const links = {
  invitation: (house: House, token: string) => `${house.config.publicUrl}/invitation/${token}`,
  reset: (house: House, token: string) => `${house.config.publicUrl}/password-reset/${token}`,
  access: (house: House) => `${house.config.publicUrl}/settings/invitations`,
  account: (house: House) => `${house.config.publicUrl}/account`,
  forgotten: (house: House) => `${house.config.publicUrl}/password-reset`,
}
