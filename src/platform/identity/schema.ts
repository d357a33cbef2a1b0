import * as z from 'zod'
import { emailAddress } from '#platform/mail/address.ts'
import { roles } from './actor.ts'

const language = z.enum(['en', 'et'])
const role = z.enum(roles).meta({ id: 'Role' })
const moment = z.string().meta({ description: 'UTC, ISO 8601.' })
// Longer than any password that is taken; a wrong one is refused like any other.
const password = z.string().min(1).max(2_000)
const code = z.string().trim().min(1).max(40)
const personName = z.string().trim().min(1).max(120)
// Any text: what is no address is answered like an unknown one.
const typedEmail = z.string().trim().toLowerCase().min(1).max(254)

const hatShape = z
  .object({
    id: z.uuid(),
    role,
    clusterId: z.uuid(),
    clusterName: z.string(),
    companyId: z.uuid().nullable(),
    companyName: z.string().nullable(),
  })
  .meta({ id: 'Hat', description: 'A role of a person in a cluster, or in a company of it.' })

const mode = z.enum(['demo', 'staging', 'production'])

export const sessionShape = z
  .object({
    account: z.object({
      id: z.uuid(),
      email: z.string(),
      name: z.string(),
      language,
      hasSecondFactor: z.boolean(),
    }),
    hats: z.array(hatShape),
    hat: hatShape.nullable(),
    mode,
    abilities: z.array(z.string()),
    needsSecondFactor: z.boolean(),
  })
  .meta({ id: 'Session', description: 'Who is signed in, and what the present hat may do.' })

export const signInInput = z
  .object({ email: typedEmail, password, code: code.optional() })
  .meta({ id: 'SignIn' })

export const signInOptions = z
  .object({
    mode,
    demoAccounts: z.array(z.object({ email: z.string(), name: z.string(), role, label: z.string() })),
    passwordRules: z.object({ minLength: z.number().int() }),
  })
  .meta({ id: 'SignInOptions' })

export const hatChoice = z.object({ hatId: z.uuid() }).meta({ id: 'HatChoice' })

export const sessionList = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid(),
          createdAt: moment,
          lastSeenAt: moment,
          userAgent: z.string(),
          address: z.string(),
          current: z.boolean(),
        })
        .meta({ id: 'SignedInDevice' }),
    ),
  })
  .meta({ id: 'SignedInDevices' })

export const resetRequest = z.object({ email: typedEmail }).meta({ id: 'PasswordResetRequest' })
export const resetInput = z.object({ password }).meta({ id: 'PasswordReset' })

export const byToken = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/) })
export const byId = z.object({ id: z.uuid() })

export const invitationView = z
  .object({
    email: z.string(),
    clusterName: z.string(),
    role,
    companyName: z.string().nullable(),
    hasAccount: z.boolean(),
  })
  .meta({ id: 'InvitationView', description: 'What the holder of a link is invited to.' })

export const acceptanceInput = z
  .object({ name: personName.optional(), password, code: code.optional() })
  .meta({ id: 'InvitationAcceptance' })

export const invitationInput = z
  .object({
    email: emailAddress,
    role,
    companyId: z.uuid().nullable().optional(),
    language: language.default('en'),
  })
  .meta({ id: 'InvitationInput' })

export const invitationMade = z.object({ id: z.uuid() }).meta({ id: 'InvitationMade' })

export const invitationList = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid(),
          email: z.string(),
          role,
          companyId: z.uuid().nullable(),
          companyName: z.string().nullable(),
          language,
          invitedByName: z.string().nullable(),
          createdAt: moment,
          expiresAt: moment,
          status: z.enum(['open', 'accepted', 'withdrawn', 'expired']),
        })
        .meta({ id: 'Invitation' }),
    ),
  })
  .meta({ id: 'InvitationList' })

export const peopleWithAccess = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid().meta({ description: 'The hat.' }),
          accountId: z.uuid(),
          name: z.string(),
          email: z.string(),
          role,
          companyId: z.uuid().nullable(),
          companyName: z.string().nullable(),
          givenAt: moment,
          lastWornAt: moment.nullable(),
          mayEnd: z.boolean(),
        })
        .meta({ id: 'PersonWithAccess' }),
    ),
  })
  .meta({ id: 'PeopleWithAccess' })

export const passwordProof = z.object({ password }).meta({ id: 'PasswordProof' })
export const codeProof = z.object({ code }).meta({ id: 'CodeProof' })
export const fullProof = z.object({ password, code }).meta({ id: 'FullProof' })

export const secondFactorBegun = z
  .object({ secret: z.string(), uri: z.string(), qrSvg: z.string() })
  .meta({ id: 'SecondFactorBegun' })

export const recoveryCodesShape = z
  .object({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes', description: 'Shown once, kept only as hashes.' })

export const passwordChange = z.object({ current: password, next: password }).meta({ id: 'PasswordChange' })

export const profileChange = z
  .object({ name: personName.optional(), language: language.optional() })
  .meta({ id: 'ProfileChange' })

const tokenScope = z
  .string()
  .min(1)
  .max(60)
  .meta({
    id: 'TokenScope',
    description: 'read or write, and a part of Talgud.',
    examples: ['read:members', 'write:opportunities'],
  })

export const tokenInput = z
  .object({
    name: z.string().trim().min(1).max(80),
    scopes: z.array(tokenScope).min(1).max(40),
    days: z.number().int().min(1).max(365).meta({ description: 'How long it works, at most a year.' }),
    password,
  })
  .meta({ id: 'ApiTokenInput' })

export const tokenMade = z
  .object({ id: z.uuid(), token: z.string() })
  .meta({ id: 'ApiTokenMade', description: 'Shown once, kept only as a hash.' })

export const tokenList = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid(),
          name: z.string(),
          scopes: z.array(tokenScope),
          ending: z.string().meta({ description: 'Its last four characters.' }),
          ownerName: z.string(),
          isOwn: z.boolean(),
          role,
          companyName: z.string().nullable(),
          createdAt: moment,
          expiresAt: moment,
          lastUsedAt: moment.nullable(),
          status: z.enum(['live', 'expired', 'revoked', 'role-ended']),
        })
        .meta({ id: 'ApiToken' }),
    ),
    offered: z.array(tokenScope).meta({ description: 'What the present role may give to a token.' }),
  })
  .meta({ id: 'ApiTokens' })

export const passwordIfOld = z.object({ password: password.optional() }).meta({
  id: 'PasswordIfOld',
  description: 'The password, unless one signed in within the last five minutes.',
})

const ownName = z.string().trim().min(1).max(80)
const base64url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]+$/)

/** As WebAuthn defines it; the browser hands it on unread. */
export const passkeyOptions = z.looseObject({ challenge: z.string() }).meta({ id: 'PasskeyOptions' })

// The browser's answers (WebAuthn Level 3, 5.1.8); what is not read here is left out.
const publicKeyCredential = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
})

export const passkeyInput = z
  .object({
    name: ownName,
    response: publicKeyCredential.extend({
      response: z.object({
        clientDataJSON: base64url,
        attestationObject: base64url,
        transports: z.array(z.string().max(40)).max(10).optional(),
      }),
    }),
  })
  .meta({ id: 'PasskeyInput' })

export const passkeyAnswer = publicKeyCredential
  .extend({
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url,
    }),
  })
  .meta({ id: 'PasskeyAnswer' })

export const passkeyMade = z.object({ id: z.uuid() }).meta({ id: 'PasskeyMade' })
export const passkeyName = z.object({ name: ownName }).meta({ id: 'PasskeyName' })

export const passkeyList = z
  .object({
    items: z.array(
      z
        .object({
          id: z.uuid(),
          name: z.string(),
          createdAt: moment,
          lastUsedAt: moment.nullable(),
          isSynced: z.boolean().meta({ description: 'May leave its device, as in a password manager.' }),
          isBackedUp: z.boolean(),
        })
        .meta({ id: 'Passkey' }),
    ),
  })
  .meta({ id: 'Passkeys' })
