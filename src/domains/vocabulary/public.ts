export { putCodes } from './commands.ts'
export { allLabelsOf, labelsOf, stampOfList } from './queries.ts'
