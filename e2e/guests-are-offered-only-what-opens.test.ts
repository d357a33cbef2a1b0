import { expect, test } from 'vitest'
import { outsideContact, peer } from './people.ts'
import { openStage } from './stage.ts'

const stage = openStage()

test('a partner’s staff read the companies opened to them without meeting a closed door', async () => {
  const guest = await stage.visitor()
  const { page } = guest
  await guest.signIn(peer)
  await page.getByRole('navigation').getByRole('link', { name: 'Companies' }).click()
  await page.getByRole('link', { name: /^Kaarnatiib/ }).waitFor()
  expect(await page.getByRole('link', { name: 'Capability map' }).count()).toBe(0)

  // The visitor reports every refused request.
  await page.getByRole('link', { name: /^Kaarnatiib/ }).click()
  await page.getByRole('region', { name: 'What the company does' }).waitFor()
  await page.waitForLoadState('networkidle')
})

test('an outside contact to whom nothing is open is told why', async () => {
  const guest = await stage.visitor()
  await guest.signIn(outsideContact)
  await guest.page.goto('/members')

  await guest.page.getByText('No company is open to you yet').waitFor()
})
