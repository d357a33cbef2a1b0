import { expect, test } from 'vitest'
import { companyAdmin } from './people.ts'
import { openStage } from './stage.ts'

const stage = openStage()

test('a person makes a token, a program works with it, and a colleague revokes it', async () => {
  const visitor = await stage.visitor()
  const { page } = visitor
  await visitor.signIn(companyAdmin)
  await page.goto('/account')
  const panel = page.getByRole('region', { name: 'API tokens' })
  await panel.getByText('You have no tokens.').waitFor()
  await panel.getByRole('button', { name: 'Make a token' }).click()
  await panel.getByLabel('Name').fill('Nightly export')
  await panel.getByRole('checkbox', { name: 'Companies: read' }).check()
  await panel.getByLabel('Works for').selectOption({ label: '30 days' })
  await panel.getByLabel('Present password').fill('talgud-demo')
  await visitor.shoot('making a token')
  await panel.getByRole('button', { name: 'Make a token' }).click()

  const shown = panel.getByRole('status')
  const token = (await shown.getByText(/^tlg_/).textContent()) ?? ''
  await visitor.shoot('the new token')
  expect(await askAs(token, '/api/companies')).toBe(200)
  expect(await askAs(token, '/api/notices')).toBe(403)
  expect(await askAs(token, '/api/session')).toBe(403)

  await shown.getByRole('button', { name: 'I have kept it' }).click()
  await page.reload()
  await panel.getByText('Nightly export').waitFor()
  expect(await page.content()).not.toContain(token)
  await page.setViewportSize({ width: 390, height: 844 })
  await panel.scrollIntoViewIfNeeded()
  await visitor.shoot('tokens on a phone')
  await page.setViewportSize({ width: 1280, height: 900 })

  await page.goto('/settings/invitations?view=tokens')
  const row = page.getByRole('row', { name: 'Nightly export' })
  await row.getByText('Works').waitFor()
  await visitor.shoot('tokens of the company')
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('Token revoked').waitFor()
  await row.getByText('Revoked').waitFor()
  expect(await askAs(token, '/api/companies')).toBe(401)
})

async function askAs(token: string, path: string): Promise<number> {
  const response = await fetch(`${stage.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  await response.arrayBuffer()
  return response.status
}
