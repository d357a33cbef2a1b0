import type { NoticeParsing } from '#engines/notice-formats/parse-notice.ts'
import type { UploadEntry } from '#platform/files/archive.ts'
import { sha256Of } from '#platform/files/store.ts'
import { openThread, type Thread, ThreadFailure } from '#platform/threads/thread.ts'
import type { ReadFile } from './import-notices.ts'

export type NoticeParser = Thread<Uint8Array, NoticeParsing>

/** A thread that reads notices; close it when the work is done. */
export function openNoticeParser(): NoticeParser {
  return openThread<Uint8Array, NoticeParsing>(parserModule, 'parseNotice', { timeoutMs: 20_000 })
}

/** Reads one file as a notice; what cannot be read comes out with the reason. */
export async function readNoticeFile(parser: NoticeParser, file: UploadEntry): Promise<ReadFile> {
  if ('refused' in file) return file
  const { name, bytes } = file
  if (file.type.kind !== 'xml') {
    return { name, refused: { code: 'notice/not-xml', message: 'This file is not an XML notice.' } }
  }
  try {
    const parsing = await parser.ask(bytes)
    if (!parsing.ok) return { name, refused: { code: parsing.code, message: parsing.message } }
    return { name, sha256: sha256Of(bytes), notice: parsing.notice }
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error
    return {
      name,
      refused: { code: `notice/${error.reason}`, message: 'This file could not be read as a notice.' },
    }
  }
}

const parserModule = new URL('../../../engines/notice-formats/parse-notice.ts', import.meta.url)
