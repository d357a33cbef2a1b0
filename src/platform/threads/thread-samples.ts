/** Functions for the tests of threads. */
export function double(number: number): number {
  return number * 2
}

export function fail(message: string): never {
  throw new Error(message)
}

export function sometimesLoop(input: 'loop' | 'answer'): string {
  if (input === 'loop') for (;;);
  return input
}

export function makeCounter(): (step: number) => number {
  let total = 0
  return (step) => {
    total += step
    return total
  }
}
