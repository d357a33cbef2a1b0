import { format } from 'node:util'
import { afterEach, beforeEach } from 'vitest'

const real = { error: console.error, warn: console.warn }
let complaints: string[] = []

// Whoever expects a complaint replaces the method with vi.spyOn in the test; then it never arrives here.
beforeEach(() => {
  complaints = []
  console.error = (...args) => complaints.push(`console.error: ${format(...args)}`)
  console.warn = (...args) => complaints.push(`console.warn: ${format(...args)}`)
})

afterEach(() => {
  Object.assign(console, real)
  if (complaints.length > 0) throw new Error(`Unexpected output:\n${complaints.join('\n')}`)
})
