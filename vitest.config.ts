import { defineConfig } from 'vitest/config'

const setupFiles = ['tools/test-setup.ts']
const databaseTests = ['src/**/*.db.test.ts']
const olderServer = process.env.TALGUD_TEST_DATABASE_URL_15

/** A test that talks to PostgreSQL is named `x.db.test.ts`; one that drives the whole app lies in `e2e`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // A busy machine is no fault of the code; a test that measures time says so itself.
          testTimeout: 20_000,
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
          exclude: databaseTests,
          setupFiles,
        },
      },
      {
        test: {
          name: 'db',
          include: databaseTests,
          globalSetup: 'tools/test-global.ts',
          setupFiles,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      ...(olderServer ? [databaseProjectOn15(olderServer)] : []),
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: 'tools/test-global.ts',
          setupFiles,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})

function databaseProjectOn15(url: string) {
  return {
    test: {
      name: 'db on PostgreSQL 15',
      include: databaseTests,
      setupFiles,
      env: { TALGUD_TEST_DATABASE_URL: url, TALGUD_PG_BIN: process.env.TALGUD_TEST_PG_BIN_15 ?? '' },
      testTimeout: 90_000,
      hookTimeout: 60_000,
    },
  }
}
