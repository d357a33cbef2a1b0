import type { House } from '#platform/house.ts'

/** The pages that mails lead to. */
export const links = {
  invitation: (house: House, token: string) => `${house.config.publicUrl}/invitations/${token}`,
  reset: (house: House, token: string) => `${house.config.publicUrl}/password-reset/${token}`,
  forgotten: (house: House) => `${house.config.publicUrl}/forgotten-password`,
}
