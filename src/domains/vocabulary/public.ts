export { nameCodeListKeeper, putCodes } from './commands.ts'
export { allLabelsOf, stampOfList } from './queries.ts'
