// What a thread of thread.ts runs: the named function of the named module, question by question.
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod'

const { module, name } = z.object({ module: z.string(), name: z.string() }).parse(workerData)
const exported: Record<string, unknown> = await import(module)
const answer = exported[name]
if (typeof answer !== 'function') throw new Error(`${module} exports no function ${name}.`)

parentPort?.on('message', async (input: unknown) => {
  try {
    parentPort?.postMessage({ ok: true, value: await answer(input) })
  } catch (error) {
    parentPort?.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) })
  }
})
