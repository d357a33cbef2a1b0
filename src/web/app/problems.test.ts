import { describe, expect, test } from 'vitest'
import { ownSentences } from '../ui/form-messages.ts'
import { placeOf } from '../ui/problem-words.ts'

type Tree = { [key: string]: string | Tree }
const words = import.meta.glob<Record<string, Tree>>('../*/{en,et}.ts', { eager: true })
const source = import.meta.glob<string>(
  '../../{platform,domains,server,engines/code-lists,engines/member-lists}/**/*.ts',
  {
    eager: true,
    query: '?raw',
    import: 'default',
  },
)

describe('every refusal', () => {
  const codes = refusalCodes()

  test('names its code in the file that makes it, so that none escapes this test', () => {
    expect(codes.filter((code) => !/^[a-z-]+\/[a-z-]+$/.test(code))).toEqual([])
    expect(codes.length).toBeGreaterThan(40)
  })

  test.each(codes)('%s has words in both languages', (code) => {
    const { room, what } = placeOf(code)

    for (const language of ['en', 'et']) {
      const problem = words[`../${room}/${language}.ts`]?.[language]?.problem
      expect(typeof problem === 'object' && problem[what], `${code} in ${language}`).toEqual(
        expect.any(String),
      )
    }
  })
})

test('every sentence that a shared schema says itself has words in both languages', () => {
  const sentences = sourceFiles(/\/schema\.ts$/).flatMap(({ text }) =>
    // Messages stand last in a check: `.regex(/…/, 'a CPV code')`, `.min(1, 'at least one')`, `message: '…'`.
    [
      ...text.matchAll(/(?:\.(?:regex|min|max|length|refine)\([^\n]*, |message: |error: )'([^']* [^']*)'/g),
    ].map(([, said]) => said ?? ''),
  )

  expect(sentences.length).toBeGreaterThan(4)
  expect(sentences.filter((one) => !(one in ownSentences))).toEqual([])
  for (const language of ['en', 'et']) {
    const form = words[`../ui/${language}.ts`]?.[language]?.form
    for (const key of Object.values(ownSentences))
      expect(typeof form === 'object' && form[key]).toEqual(expect.any(String))
  }
})

/** Every code that the server's source hands to a refusal. */
function refusalCodes(): string[] {
  const found = sourceFiles(/\.ts$/).flatMap(({ name, text }) =>
    [...text.matchAll(/new Refusal\(\s*(?:'([^']+)'|([^,]*))/g)].map(
      ([, code, expression]) => code ?? constantIn(text, expression ?? '') ?? `${name}: ${expression}`,
    ),
  )
  // What the readers of code lists and member lists found wrong is handed on as it is.
  const handedOn = sourceFiles(/\/(code-lists|member-lists|exchange)\//).flatMap(({ text }) =>
    [...text.matchAll(/'(code-lists\/[a-z-]+)'|code: '(exchange\/[a-z-]+)'/g)].map(
      ([, list, file]) => list ?? file ?? '',
    ),
  )
  return [...new Set([...found, ...handedOn])].filter((code) => !code.endsWith('refused.code')).sort()
}

function constantIn(text: string, name: string): string | undefined {
  return new RegExp(`const ${name} = '([^']+)'`).exec(text)?.[1]
}

function sourceFiles(pattern: RegExp): { name: string; text: string }[] {
  return Object.entries(source)
    .filter(([name]) => pattern.test(name) && !/\.test\.ts$/.test(name))
    .map(([name, text]) => ({ name, text }))
}
