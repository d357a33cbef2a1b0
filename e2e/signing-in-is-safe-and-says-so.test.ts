import { Secret, TOTP } from 'otpauth'
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { companyAdmin, manager, staff } from './people.ts'
import { openStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const stage = openStage()
const oskar = 'oskar.tiivits@kaarnatiib.example'
const merike = 'merike.lennumae@kaarnatiib.example'
const newPassword = 'seven herons above the marsh'

test('a wrong password gets a sentence that does not tell whether the account exists', async () => {
  const visitor = await stage.visitor()
  visitor.expects(401, /^\/api\/session$/)
  const sentences: string[] = []
  for (const email of [staff, 'nobody@pohjatuli.example']) {
    await visitor.page.goto('/sign-in')
    await visitor.page.getByLabel('E-mail').fill(email)
    await visitor.page.getByLabel('Password', { exact: true }).fill('not the password')
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    sentences.push((await visitor.page.getByRole('alert').textContent()) ?? '')
  }
  await visitor.shoot('wrong password')

  expect(sentences).toEqual([
    'The e-mail or the password is not right.',
    'The e-mail or the password is not right.',
  ])
})

test('the second step is set up with an authenticator app, asked for at sign-in, and recovery codes are shown once', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(oskar)
  await page.goto('/account')
  const panel = page.getByRole('region', { name: 'Second step at sign-in' })
  await panel.getByRole('button', { name: 'Set up' }).click()
  await panel.getByLabel('Present password').fill('talgud-demo')
  await panel.getByRole('button', { name: 'Set up' }).click()

  await panel.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  const key = (await panel.getByText(/^[A-Z2-7 ]{16,}$/).textContent()) ?? ''
  await visitor.shoot('scanning the code')
  await panel.getByLabel('Six digits from the app').fill(codeOf(key))
  await panel.getByRole('button', { name: 'Turn on' }).click()
  await panel.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  const codes = await panel.getByRole('listitem').allInnerTexts()
  await visitor.shoot('recovery codes')
  expect(codes.length).toBeGreaterThanOrEqual(8)
  await panel.getByRole('button', { name: 'I have kept them' }).click()
  await panel.getByText('On', { exact: true }).waitFor()
  await page.reload()
  await panel.getByRole('button', { name: 'Turn off' }).waitFor()
  for (const code of codes) expect(await page.content()).not.toContain(code)

  await visitor.signOut()
  visitor.expects(401, /^\/api\/session$/)
  await typeCredentials(visitor, oskar, 'talgud-demo')
  await visitor.heading('Second step').waitFor()
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('This code is not right, or it has already been used.').waitFor()
  await visitor.shoot('wrong code')
  await page.getByLabel('Code').fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Account of Oskar Tiivits' }).waitFor()

  await visitor.signOut()
  await typeCredentials(visitor, oskar, 'talgud-demo')
  await page.getByLabel('Code').fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('This code is not right, or it has already been used.').waitFor()
})

test('signing out everywhere else ends the other browser and keeps this one', async () => {
  const here = await stage.visitor()
  const lost = await stage.visitor()
  await here.signIn(staff)
  await lost.signIn(staff)
  await here.page.goto('/account')
  await here.page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  const asking = here.page.getByRole('dialog', { name: 'Sign out everywhere else' })
  await here.shoot('signing out elsewhere')
  await asking.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await here.page.getByText('Signed out', { exact: true }).waitFor()

  lost.expects(401, /^\/api\//)
  await lost.page.getByRole('navigation').getByRole('link', { name: 'Companies', exact: true }).click()
  await lost.heading('Sign in').waitFor()
  expect(lost.page.url()).toContain('return=')
  await here.page.reload()
  await here.heading('Account and security').waitFor()
})

test('a forgotten password is replaced by the link in a mail', async () => {
  const forgetful = await stage.visitor()
  const { page } = forgetful
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await forgetful.heading('New password').waitFor()
  await page.getByLabel('E-mail').fill(merike)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await forgetful.heading('Look into your mail').waitFor()
  await forgetful.shoot('look into your mail')

  await page.goto(await linkInMailTo(merike))
  await page.getByLabel('New password').fill(newPassword)
  await page.getByRole('button', { name: 'Save the password' }).click()
  await forgetful.heading('Sign in').waitFor()
  await page.getByText('The password is changed. You can sign in now.').waitFor()
  await forgetful.signIn(merike, newPassword)
})

test('staff let nobody into a company that has an admin of its own', async () => {
  const inviting = await stage.visitor()
  const { page } = inviting
  inviting.expects(403, /^\/api\/invitations$/)
  await inviting.signIn(manager)
  await page.goto('/settings/invitations')
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  const form = page.getByRole('dialog', { name: 'Invite somebody' })
  await form.getByLabel('E-mail').fill('second.mailbox@pohjatuli.example')
  await form.getByLabel('Role').selectOption({ label: 'company admin' })
  await choose(form.getByRole('combobox', { name: 'Company' }), 'Vaiksamm')
  await form.getByRole('button', { name: 'Send the invitation' }).click()
  await form.getByRole('alert').getByText('Only the company’s own admins invite into it.').waitFor()
  await inviting.shoot('inviting refused')
})

test('an invitation leads by mail to an account with a role', async () => {
  const email = 'mihkel@uus.example'
  const inviting = await stage.visitor()
  await inviting.signIn(companyAdmin)
  await inviting.page.goto('/settings/invitations')
  await inviting.page.getByRole('button', { name: 'Invite somebody' }).click()
  const form = inviting.page.getByRole('dialog', { name: 'Invite somebody' })
  await form.getByLabel('E-mail').fill(email)
  await form.getByLabel('Role').selectOption({ label: 'company member' })
  await form.getByLabel('Language of the mail').selectOption({ label: 'English' })
  await inviting.shoot('inviting')
  await form.getByRole('button', { name: 'Send the invitation' }).click()
  await inviting.page.getByText(`Invitation sent to ${email}`).waitFor()
  await inviting.page.getByRole('row', { name: email }).getByText('Waiting').waitFor()
  await inviting.shoot('invitations')

  const invited = await stage.visitor()
  const { page } = invited
  const link = await linkInMailTo(email)
  await page.goto(link)
  await invited.heading(/^Join Kaarnatiib/).waitFor()
  await invited.shoot('invited')
  await page.getByLabel('Your name').fill('Mihkel Uus')
  await page.getByLabel('Choose a password').fill(newPassword)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('button', { name: 'Account of Mihkel Uus' }).waitFor()
  await page.getByRole('banner').getByText('Company member').waitFor()

  const late = await stage.visitor()
  late.expects(404, /^\/api\/invitations\//)
  late.expects(410, /^\/api\/invitations\//)
  await late.page.goto(link)
  await late.heading('This invitation can no longer be used').waitFor()
})

/** Reads the newest mail to somebody in the outbox, as the demo lets staff do, and answers the link in it. */
async function linkInMailTo(email: string): Promise<string> {
  const reader = await stage.visitor()
  await reader.signIn(manager)
  await reader.page.goto('/settings/mail')
  await reader.page.getByRole('row').filter({ hasText: email }).first().getByRole('link').click()
  const mail = reader.page.getByRole('dialog', { name: 'Mail outbox' })
  // As sent: a document of its own, in a frame that runs nothing.
  await mail.frameLocator('iframe[sandbox=""]').getByRole('link').waitFor()
  await reader.shoot(`mail as sent to ${email}`)
  await mail.getByRole('tab', { name: 'Text' }).click()
  const text = await mail.getByRole('tabpanel', { name: 'Text' }).textContent()
  await reader.shoot(`mail to ${email}`)
  const link = /https?:\/\/\S+/.exec(text ?? '')?.[0]
  if (!link) throw new Error(`There is no link in the mail to ${email}:\n${text}`)
  expect(link.startsWith(`${stage.url}/`)).toBe(true)
  return link
}

async function typeCredentials({ page }: Visitor, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function choose(field: Locator, words: string): Promise<void> {
  await field.fill(words)
  await field
    .page()
    .getByRole('option', { name: new RegExp(words) })
    .first()
    .click()
}

function codeOf(key: string): string {
  return new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate()
}
