import { expect, test } from 'vitest'
import { openThread, ThreadFailure } from './thread.ts'

const samples = new URL('./thread-samples.ts', import.meta.url)

test('answers questions in the order they were asked', { timeout: 30_000 }, async () => {
  const thread = openThread<number, number>(samples, 'double', { timeoutMs: 5_000 })

  const answers = await Promise.all([1, 2, 3].map((number) => thread.ask(number)))
  await thread.close()

  expect(answers).toEqual([2, 4, 6])
})

test('leaves the main thread free, gives up a question that takes too long, and goes on with the next', {
  timeout: 30_000,
}, async () => {
  const thread = openThread<string, string>(samples, 'sometimesLoop', { timeoutMs: 500 })
  await thread.ask('answer')
  let beats = 0
  const pulse = setInterval(() => {
    beats += 1
  }, 20)

  const slow = await thread.ask('loop').catch((failure: unknown) => failure)
  const next = await thread.ask('answer')
  clearInterval(pulse)
  await thread.close()

  expect(slow).toBeInstanceOf(ThreadFailure)
  expect(slow).toMatchObject({ reason: 'too-slow' })
  expect(beats).toBeGreaterThan(10)
  expect(next).toBe('answer')
})

test('reports a function that throws, and a function that is not there', { timeout: 30_000 }, async () => {
  const failing = openThread<string, never>(samples, 'fail', { timeoutMs: 5_000 })
  const missing = openThread<string, never>(samples, 'nothing', { timeoutMs: 5_000 })

  await expect(failing.ask('no such luck')).rejects.toMatchObject({
    reason: 'broken',
    message: 'no such luck',
  })
  await expect(missing.ask('')).rejects.toMatchObject({ reason: 'broken' })
  await failing.close()
  await missing.close()
})

test('a function made in the thread remembers what it was told', { timeout: 30_000 }, async () => {
  const thread = openThread<number, number>(samples, 'makeCounter', { timeoutMs: 5_000, remembers: true })

  const answers = [await thread.ask(2), await thread.ask(3)]
  await thread.close()

  expect(answers).toEqual([2, 5])
})
