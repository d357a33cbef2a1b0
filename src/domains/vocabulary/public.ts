export { putCodes } from './commands.ts'
export { labelsOf } from './queries.ts'
