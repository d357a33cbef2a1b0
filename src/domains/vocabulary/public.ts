export { nameCodeListKeeper, putCodes } from './commands.ts'
export { allLabelsOf, labelsOfCodes, stampOfList } from './queries.ts'
