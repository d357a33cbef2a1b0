import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { NodeCompiler, NodeError } from '@myriaddreamin/typst-ts-node-compiler'

/**
 * Sets a page in Typst and answers a tagged PDF/A-2a: the same bytes for the same template, data and day. What people
 * wrote goes in as data (`json(bytes(sys.inputs.data))`), never into the template, so none of it is ever run.
 * The template reaches neither files nor the network: its workspace does not exist.
 */
export async function typeset(template: string, data: unknown, day: string): Promise<Uint8Array> {
  const typst = await openCompiler()
  const made = typst.compile({ mainFileContent: template, inputs: { data: JSON.stringify(data) } })
  const page = made.result
  if (page === null) throw new Error(`The page could not be set: ${describe(typst, made.takeDiagnostics())}`)

  const creationTimestamp = Date.parse(`${day}T00:00:00Z`) / 1000
  const pdf = typst.pdf(page, { pdfStandard: 'a-2a', pdfTags: true, creationTimestamp })
  // What was set a few documents ago is not kept.
  typst.evictCache(10)
  return pdf
}

let compiler: Promise<NodeCompiler> | undefined

/** Loaded with the first document: the program is large, and most processes set none. */
function openCompiler(): Promise<NodeCompiler> {
  compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then(({ NodeCompiler }) =>
    NodeCompiler.create({ workspace: '/nowhere', fontArgs: [{ fontBlobs: fonts.map(readFont) }] }),
  )
  return compiler
}

const fonts = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf']

function readFont(file: string): Buffer {
  const face = createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json')
  return readFileSync(join(face, '..', file))
}

/** The error itself is empty; what is wrong stands in its diagnostics. */
function describe(typst: NodeCompiler, error: NodeError | null): string {
  const found: { message?: string }[] = error === null ? [] : typst.fetchDiagnostics(error)
  return found.map(({ message }) => message).join('; ') || 'no reason given'
}
