/** Hats that see notices at all: what others were told or subscribed to once is not theirs any more. */
export const noticeHats = [
  'cluster-manager',
  'cluster-staff',
  'company-admin',
  'company-member',
  'programme-officer',
  'auditor',
] as const
