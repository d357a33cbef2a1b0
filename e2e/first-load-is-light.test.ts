import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { manager } from './people.ts'
import { openStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

const stage = openStage()

/** Bytes of JavaScript after gzip that a first visit may fetch. */
const most = 250_000

test('the sign-in page fetches less than 250 KB of JavaScript', async () => {
  const visitor = await stage.visitor()
  const bytes = await scriptBytes(visitor, async () => {
    await visitor.page.goto('/sign-in')
    await visitor.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  })

  console.log(`sign-in page: ${Math.round(bytes / 1000)} KB of JavaScript (gzip), at most ${most / 1000}`)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(most)
})

test('the first page after signing in fetches less than 250 KB of JavaScript', async () => {
  const visitor = await stage.visitor()
  await visitor.signIn(manager)
  const again = await stage.visitor()
  await again.context.addCookies(await visitor.context.cookies())
  const bytes = await scriptBytes(again, async () => {
    await again.page.goto('/')
    await again.page.getByRole('button', { name: /^Account of / }).waitFor()
    await again.heading().waitFor()
  })

  console.log(`home page: ${Math.round(bytes / 1000)} KB of JavaScript (gzip), at most ${most / 1000}`)
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(most)
})

/** The scripts fetched during a visit, as many bytes as gzip makes of them. */
async function scriptBytes({ page }: Visitor, visit: () => Promise<void>): Promise<number> {
  const scripts: Promise<Buffer>[] = []
  const note = (response: Response) => {
    if (response.headers()['content-type']?.startsWith('text/javascript')) scripts.push(response.body())
  }
  page.on('response', note)
  await visit()
  await page.waitForLoadState('networkidle')
  page.off('response', note)
  return (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0)
}
