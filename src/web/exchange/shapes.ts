import type * as z from 'zod'
import type { importList, importShape, itemList } from '#domains/exchange/schema.ts'

export type Lists = z.output<typeof importList>
export type List = z.output<typeof importShape>
export type Items = z.output<typeof itemList>
export type Item = Items['items'][number]
export type Change = Item['changes'][number]
export type Outcome = Item['outcome']
