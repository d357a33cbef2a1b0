import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CDPSession } from 'playwright-core'
import { expect, test } from 'vitest'
import { openStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const stage = openStage()
const oskar = 'oskar.tiivits@kaarnatiib.example'
const merike = 'merike.lennumae@kaarnatiib.example'

test('a passkey is added, signs in, is renamed, and once removed opens nothing', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await plugInAuthenticator(visitor)
  await visitor.signIn(oskar)
  await addPasskey(visitor, 'My phone')
  await visitor.shoot('passkey added')

  await visitor.signOut()
  await visitor.shoot('sign-in page')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('button', { name: 'Account of Oskar Tiivits' }).waitFor()
  expect(await factorsOf(oskar)).toEqual([true])

  await page.goto('/account')
  const panel = page.getByRole('region', { name: 'Passkeys' })
  await panel.getByText(/last used/).waitFor()
  await panel.getByRole('button', { name: 'Rename “My phone”' }).click()
  await panel.getByRole('textbox', { name: 'Name' }).fill('Old phone')
  await panel.getByRole('button', { name: 'Save the name' }).click()
  await page.getByText('Name saved').waitFor()

  await stage.owner.query("UPDATE session SET signed_in_at = now() - interval '6 minutes'")
  visitor.expects(403, /^\/api\/passkeys\//)
  await panel.getByRole('button', { name: 'Remove “Old phone”' }).click()
  await panel.getByRole('button', { name: 'Remove “Old phone”' }).last().click()
  await panel.getByLabel('Present password').fill('not the password')
  await panel.getByRole('button', { name: 'Remove “Old phone”' }).last().click()
  await panel.getByText('This is not your present password.').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await panel.scrollIntoViewIfNeeded()
  await visitor.shoot('removing on a phone')
  await page.setViewportSize({ width: 1280, height: 900 })
  await panel.getByLabel('Present password').fill('talgud-demo')
  await panel.getByRole('button', { name: 'Remove “Old phone”' }).last().click()
  await panel.getByText('You have no passkeys.').waitFor()

  await visitor.signOut()
  visitor.expects(401, /^\/api\/session\/passkey$/)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('alert').getByText('This passkey does not open an account here.').waitFor()
})

test('an answer counts once, in the browser that asked, from our own address, with the owner proved', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  const authenticator = await plugInAuthenticator(visitor)
  await visitor.signIn(merike)
  await addPasskey(visitor, 'Laptop')
  await visitor.signOut()
  visitor.expects(401, /^\/api\/session\/passkey$/)
  const stranger = await stage.visitor()
  stranger.expects(401, /^\/api\/session\/passkey$/)
  await stranger.page.goto('/sign-in')

  // Another browser, which got hold of the answer before it was used.
  const stolen = await answerTo(visitor, await challenge(visitor))
  expect(await send(stranger, stolen)).toBe('401 identity/passkey-refused')
  await challenge(stranger)
  expect(await send(stranger, stolen)).toBe('401 identity/passkey-refused')
  expect(await send(visitor, stolen)).toBe('200')
  expect(await send(visitor, stolen)).toBe('401 identity/passkey-refused')

  // The same answer beside a newer challenge.
  await challenge(visitor)
  expect(await send(visitor, stolen)).toBe('401 identity/passkey-refused')

  // Another page on a host of our name: browsers let it ask for our passkeys.
  const elsewhere = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<p>Hi</p>'),
  )
  await new Promise<void>((ready) => elsewhere.listen(0, 'localhost', ready))
  const options = await challenge(visitor)
  await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`)
  const phished = await answerTo(visitor, options)
  await page.goto('/sign-in')
  elsewhere.close()
  expect(await send(visitor, phished)).toBe('401 identity/passkey-refused')

  // Whoever holds the device and cannot show finger, face or PIN.
  await authenticator.setVerified(false)
  const unproved = await answerTo(visitor, { ...(await challenge(visitor)), userVerification: 'discouraged' })
  expect(await send(visitor, unproved)).toBe('401 identity/passkey-refused')
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('alert').getByText('Your device gave no passkey.').waitFor()

  // A copy of the authenticator: its counter falls back.
  await authenticator.setVerified(true)
  await stage.owner.query('UPDATE passkey SET counter = 1000000')
  expect(await send(visitor, await answerTo(visitor, await challenge(visitor)))).toBe(
    '401 identity/passkey-refused',
  )
  await stage.owner.query('UPDATE passkey SET counter = 0')
  expect(await send(visitor, await answerTo(visitor, await challenge(visitor)))).toBe('200')
})

test('what one session began adds no passkey to another account in the same browser', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await plugInAuthenticator(visitor)
  await visitor.signIn(merike)
  const begun = await page.evaluate<unknown>(
    `fetch('/api/passkeys/challenge', ${post('{}')}).then((r) => r.json())`,
  )
  const response = await page.evaluate<unknown>(`navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${JSON.stringify(begun)}) }).then((made) => made.toJSON())`)
  await visitor.signOut()
  await visitor.signIn(oskar)

  visitor.expects(422, /^\/api\/passkeys$/)
  const body = JSON.stringify({ name: 'Smuggled', response })
  const status = await page.evaluate<number>(
    `fetch('/api/passkeys', ${post(JSON.stringify(body))}).then((r) => r.status)`,
  )

  expect(status).toBe(422)
  const { rows } = await stage.owner.query("SELECT FROM passkey WHERE name = 'Smuggled'")
  expect(rows).toEqual([])
})

/** A device with a fingerprint reader, as Chromium plays it. */
async function plugInAuthenticator({ context, page }: Visitor) {
  const devtools: CDPSession = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    setVerified: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

async function addPasskey({ page }: Visitor, name: string): Promise<void> {
  await page.goto('/account')
  const panel = page.getByRole('region', { name: 'Passkeys' })
  await panel.getByText('You have no passkeys.').waitFor()
  await panel.getByRole('button', { name: 'Add a passkey' }).click()
  await panel.getByLabel('Name').fill(name)
  await panel.getByRole('button', { name: 'Add a passkey' }).click()
  await panel.getByText(name).waitFor()
}

/** Whether the sessions of an account have shown a second factor. */
async function factorsOf(email: string): Promise<boolean[]> {
  const { rows } = await stage.owner.query<{ with_second_factor: boolean }>(
    'SELECT s.with_second_factor FROM session s JOIN account a ON a.id = s.account_id WHERE a.email = $1',
    [email],
  )
  return rows.map((row) => row.with_second_factor)
}

type Options = { challenge: string; userVerification?: string }

function challenge({ page }: Visitor): Promise<Options> {
  return page.evaluate(`fetch('/api/session/passkey-challenge', { method: 'POST' }).then((r) => r.json())`)
}

/** What the authenticator signs, as the page's own script would get it. */
function answerTo({ page }: Visitor, options: Options): Promise<unknown> {
  return page.evaluate(`navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(options)}) }).then((got) => got.toJSON())`)
}

function send({ page }: Visitor, answer: unknown): Promise<string> {
  return page.evaluate(`fetch('/api/session/passkey', ${post(JSON.stringify(JSON.stringify(answer)))})
    .then(async (r) => r.ok ? '200' : r.status + ' ' + (await r.json()).code)`)
}

function post(body: string): string {
  return `{ method: 'POST', headers: { 'content-type': 'application/json' }, body: ${body === '{}' ? "'{}'" : body} }`
}
