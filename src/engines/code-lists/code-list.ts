/** One code of a list, with its labels by language (ISO 639-1). */
export type Code = { code: string; parent?: string; labels: Record<string, string> }

/**
 * A list of codes. `list` is `cpv`, `nuts`, `fsg`, `fsc`, `military-list`, `dual-use-categories`, `dual-use-groups`,
 * `readiness-levels`, `interface-standards`, `asterix`, `c3-taxonomy`, `hs`, or the name the file gives itself.
 */
export type CodeList = { list: string; codes: Code[] }

export type CodeListResult = { ok: true; lists: CodeList[] } | CodeListRefusal

/** `message` is a sentence a member understands and names the row where one is at fault. */
export type CodeListRefusal = {
  ok: false
  code: `code-lists/${string}`
  message: string
  /** What the sentence names, for those who say it in another language. */
  data?: Record<string, string | number>
}

export const codeListLimits = {
  /** Bytes of one file, unpacked. The CPV in 24 languages has 12 million. */
  bytes: 64 * 1024 * 1024,
  codes: 200_000,
  /** Characters of one code. */
  codeLength: 120,
  /** Characters of one label; longer ones are a sign of a broken quote. */
  labelLength: 4000,
}

export function refuse(
  code: CodeListRefusal['code'],
  message: string,
  data?: CodeListRefusal['data'],
): CodeListRefusal {
  return data ? { ok: false, code, message, data } : { ok: false, code, message }
}
