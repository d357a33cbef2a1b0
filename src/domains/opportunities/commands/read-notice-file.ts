import type { ReadTopic } from '#engines/notice-formats/ft-topics.ts'
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

/** The items of one file: a notice, or the EU call topics of a JSON file, of which there may be thousands. */
export async function* readItems(
  parser: NoticeParser,
  file: UploadEntry,
): AsyncGenerator<() => Promise<ReadFile>> {
  if ('refused' in file || file.type.kind !== 'json') {
    yield () => readNoticeFile(parser, file)
    return
  }
  for (const item of await readTopicFile(file.name, file.bytes)) yield async () => item
}

async function readTopicFile(name: string, bytes: Uint8Array): Promise<ReadFile[]> {
  const reader = openThread<Uint8Array, ReadTopic[]>(topicsModule, 'readTopics', { timeoutMs: 20_000 })
  try {
    return (await reader.ask(bytes)).map((one) => {
      const path = `${name} ${one.name}`
      if ('refused' in one) return { name: path, refused: one.refused }
      // Of what the topic says: the same words in another file are no new wording.
      return {
        name: path,
        sha256: sha256Of(new TextEncoder().encode(JSON.stringify(one.topic))),
        notice: one.topic,
      }
    })
  } catch (error) {
    if (!(error instanceof ThreadFailure)) throw error
    return [{ name, refused: { code: `notice/${error.reason}`, message: 'This file could not be read.' } }]
  } finally {
    await reader.close()
  }
}

const topicsModule = new URL('../../../engines/notice-formats/ft-topics.ts', import.meta.url)
const parserModule = new URL('../../../engines/notice-formats/parse-notice.ts', import.meta.url)
