import type { Role } from './actor.ts'

const ofStaff = [
  'members:edit',
  'notices:import',
  'invitations:send',
  'access:end',
  'mail:read',
  'activity:read',
  'dues:manage',
  'votes:read',
]

const abilities: Record<Role, readonly string[]> = {
  'cluster-manager': ofStaff,
  'cluster-staff': ofStaff,
  'company-admin': [
    'own-company:edit',
    'invitations:send',
    'access:end',
    'activity:read',
    'membership:own',
    'votes:read',
  ],
  'company-member': ['activity:read', 'membership:own', 'votes:read'],
  'outside-contact': [],
  'programme-officer': [],
  auditor: ['activity:read', 'invoices:read', 'votes:read'],
  'peer-cluster-staff': [],
}

/** What a hat may do at all, so that pages never work it out from the role. Single things carry their own abilities. */
export function abilitiesOf(role: Role): string[] {
  return [...abilities[role]]
}
