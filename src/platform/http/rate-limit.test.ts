import { beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '#platform/errors.ts'
import { chargeCaller, forgetCallers, refundCaller } from './rate-limit.ts'

const start = new Date('2026-11-24T10:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

beforeEach(() => forgetCallers())

/** How many of `tries` go through at one moment. */
function taken(caller: string, perMinute: number, tries: number, at = start): number {
  let count = 0
  for (let i = 0; i < tries; i += 1) if (refusalOf(caller, perMinute, at) === undefined) count += 1
  return count
}

function refusalOf(caller: string, perMinute: number, at = start): Refusal | undefined {
  try {
    chargeCaller(caller, perMinute, at)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

describe('a caller', () => {
  test.each([1, 7, 30, 120, 1_200])('has exactly %i requests a minute', (perMinute) => {
    expect(taken('caller', perMinute, perMinute + 5)).toBe(perMinute)
  })

  test('over the limit is told when to come back, and by then may', () => {
    taken('caller', 30, 30)
    const refusal = refusalOf('caller', 30)

    expect(refusal).toMatchObject({ code: 'platform/too-many', status: 429, data: { retryAfter: 2 } })
    expect(taken('caller', 30, 5, later(2))).toBe(1)
    expect(taken('caller', 30, 50, later(90))).toBe(30)
  })

  test('gets back what was charged in error', () => {
    taken('caller', 10, 10)
    refundCaller('caller', 10, start)

    expect(taken('caller', 10, 5)).toBe(1)
  })

  test('pays for nobody else', () => {
    taken('greedy', 10, 50)

    expect(taken('modest', 10, 10)).toBe(10)
  })
})

test('a flood of addresses makes nobody guilty forgotten, and takes no memory', () => {
  taken('guilty', 10, 10)
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 200_000; i += 1) refusalOf(`stranger ${i}`, 120)
  const grown = process.memoryUsage().heapUsed - before

  expect(refusalOf('guilty', 10)).toMatchObject({ status: 429 })
  expect(taken('newcomer', 120, 1)).toBe(1)
  expect(grown).toBeLessThan(64 * 1024 * 1024)
})
