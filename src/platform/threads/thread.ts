import { Worker } from 'node:worker_threads'
import * as z from 'zod'

/** A function running beside the main thread, so that a long answer keeps nobody else waiting. */
export type Thread<In, Out> = {
  /** Asks one question; rejects with `ThreadFailure` when it takes too long or the thread breaks. */
  ask(input: In): Promise<Out>
  close(): Promise<void>
}

/** The question was not answered: the thread took too long over it, or broke. The next question gets a new thread. */
export class ThreadFailure extends Error {
  readonly reason: 'too-slow' | 'broken'

  constructor(reason: 'too-slow' | 'broken', detail: string) {
    super(detail)
    this.name = 'ThreadFailure'
    this.reason = reason
  }
}

type Question<Out> = {
  resolve(answer: Out): void
  reject(failure: Error): void
  timer: NodeJS.Timeout | undefined
}

/**
 * Runs the function `name` of a module in a thread of its own, or, with `remembers`, the function that `name` makes:
 * such a one may keep what it learnt until the thread breaks. Input and answer travel as structured clones. Questions
 * are answered one after another; the thread starts with the first.
 */
export function openThread<In, Out>(
  module: URL,
  name: string,
  options: { timeoutMs: number; memoryMb?: number; remembers?: boolean },
): Thread<In, Out> {
  let worker: Worker | undefined
  let question: Question<Out> | undefined
  let before: Promise<unknown> = Promise.resolve()

  const settle = (act: (open: Question<Out>) => void) => {
    const open = question
    question = undefined
    if (!open) return
    clearTimeout(open.timer)
    act(open)
  }
  const breakDown = (reason: 'too-slow' | 'broken', detail: string) => {
    const broken = worker
    worker = undefined
    broken?.removeAllListeners()
    // A thread that was ended on purpose has nothing more to say.
    broken?.on('error', () => {})
    void broken?.terminate()
    settle((open) => open.reject(new ThreadFailure(reason, detail)))
  }
  const allow = (ms: number) => {
    if (!question) return
    clearTimeout(question.timer)
    question.timer = setTimeout(() => breakDown('too-slow', `no answer in ${ms} ms`), ms)
  }
  const start = () => {
    const started = new Worker(entry, {
      workerData: { module: module.href, name, remembers: options.remembers ?? false },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? 512 },
    })
    started.on('message', (message: unknown) => {
      const answer = messageShape.parse(message)
      if (answer.kind === 'ready') allow(options.timeoutMs)
      else if (answer.kind === 'answer') settle((open) => open.resolve(answer.value as Out))
      else breakDown('broken', answer.message)
    })
    started.on('error', (error) => breakDown('broken', String(error)))
    started.on('exit', (code) => breakDown('broken', `the thread ended with ${code}`))
    started.unref()
    return started
  }
  const askNow = (input: In) =>
    new Promise<Out>((resolve, reject) => {
      question = { resolve, reject, timer: undefined }
      // Loading its modules is no part of the answer: a busy machine may take seconds over it.
      allow(worker ? options.timeoutMs : startMs)
      worker ??= start()
      worker.postMessage(input)
    })

  return {
    ask(input) {
      const answer = before.then(() => askNow(input))
      before = answer.catch(() => {})
      return answer
    },
    async close() {
      await before
      const ended = worker
      worker = undefined
      ended?.removeAllListeners()
      await ended?.terminate()
    },
  }
}

const entry = new URL('./thread-entry.ts', import.meta.url)
const startMs = 60_000
const messageShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('answer'), value: z.unknown() }),
  z.object({ kind: z.literal('failure'), message: z.string() }),
])
