import { startTestPostgres } from '#platform/db/test-postgres.ts'

/** Starts the test database for a run that nobody gave one (`vitest run --project db …`), and stops it after. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TALGUD_TEST_DATABASE_URL) return undefined

  const { url, stop } = await startTestPostgres()
  process.env.TALGUD_TEST_DATABASE_URL = url
  return stop
}
