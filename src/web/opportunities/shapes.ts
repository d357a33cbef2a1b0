import type * as z from 'zod'
import type {
  answerShape,
  awardShape,
  forMyCompany,
  importList,
  importShape,
  lotShape,
  matchShape,
  noticeList,
  noticeRow,
  noticeShape,
  noticeVersionShape,
} from '#domains/opportunities/schema.ts'

export type NoticeList = z.output<typeof noticeList>
export type NoticeRow = z.output<typeof noticeRow>
export type Notice = z.output<typeof noticeShape>
export type NoticeVersion = z.output<typeof noticeVersionShape>
export type Match = z.output<typeof matchShape>
export type Answer = z.output<typeof answerShape>
export type Lot = z.output<typeof lotShape>
/** `leader`: the name among the winners that leads the group, where the notice says so. */
export type Award = z.output<typeof awardShape> & { leader?: string | null }
export type MyNotices = z.output<typeof forMyCompany>
export type Import = z.output<typeof importShape>
export type Imports = z.output<typeof importList>
