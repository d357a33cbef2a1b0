// What a thread of thread.ts runs: the named function of the named module, question by question.
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'

const { module, name, remembers } = z
  .object({ module: z.string(), name: z.string(), remembers: z.boolean() })
  .parse(workerData)
const exported: Record<string, unknown> = await import(module)
const named = exported[name]
if (typeof named !== 'function') throw new Error(`${module} exports no function ${name}.`)
const answer = remembers ? await named() : named

parentPort?.postMessage({ kind: 'ready' })
parentPort?.on('message', async (input: unknown) => {
  try {
    parentPort?.postMessage({ kind: 'answer', value: await answer(input) })
  } catch (error) {
    parentPort?.postMessage({
      kind: 'failure',
      message: error instanceof Error ? error.message : String(error),
    })
  }
})
