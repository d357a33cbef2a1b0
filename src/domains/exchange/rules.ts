export const importQueue = 'exchange.import'
export const exchangeQueues: readonly string[] = [importQueue]

/** Staged rows, and what is needed to take a list back, are kept this long. */
export const keptDays = 30
