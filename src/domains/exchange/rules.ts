import type { ImportStatus } from './schema.ts'

export const importQueue = 'exchange.import'
export const exchangeQueues: readonly string[] = [importQueue]

/** Staged rows, and what is needed to take a list back, are kept this long. */
export const keptDays = 30

/** Whether work goes on in the background. */
export function isUnderWay(status: ImportStatus): boolean {
  return status === 'reading' || status === 'checking' || status === 'committing' || status === 'undoing'
}
