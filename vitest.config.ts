import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/{values,engines,web}/**/*.test.ts', 'src/**/rules.test.ts', 'src/**/policy.test.ts'], environment: 'node' } },
    ],
  },
})
