import { noticesAbroad } from './notices/abroad.ts'
import { civilNotices } from './notices/civil.ts'
import { defenceNotices } from './notices/defence.ts'
import type { DemoNotice } from './types.ts'

/** Every invented notice that may still be answered, or was planned; awards stand in `notices/awards.ts`. */
export const demoNotices: readonly DemoNotice[] = [...defenceNotices, ...civilNotices, ...noticesAbroad]

export { demoAwards } from './notices/awards.ts'
