import { foldStems, letterRuns } from './folding.ts'
import type { CpvLabels } from './types.ts'

/**
 * What the letters of a text say about CPV groups: runs of five letters, each pointing at the groups whose labels in
 * that language hold it (explicit semantic analysis, Gabrilovich and Markovitch 2007, on letter runs). Reads parts of
 * compounds that whole stems miss. Languages are read when first asked for.
 */
export type LetterBridge = {
  groups: readonly string[]
  place: (text: string, language: string) => Float32Array
}

type Pointer = { groups: number[]; parts: number[] }

const RUN = 5

export function buildLetterBridge(labels: CpvLabels): LetterBridge {
  const groups = [...new Set([...labels.keys()].map((code) => code.slice(0, 3)))].sort()
  const numberOf = new Map(groups.map((group, at) => [group, at]))
  const byLanguage = new Map<string, Map<string, Pointer>>()

  function pointersOf(language: string): Map<string, Pointer> {
    const known = byLanguage.get(language)
    if (known) return known
    const pointers = readPointers(labels, language, numberOf)
    byLanguage.set(language, pointers)
    return pointers
  }

  function place(text: string, language: string): Float32Array {
    const pointers = pointersOf(language)
    const counts = new Map<string, number>()
    for (const run of letterRuns(text, RUN)) counts.set(run, (counts.get(run) ?? 0) + 1)
    const vector = new Float64Array(groups.length)
    for (const [run, count] of counts) {
      const pointer = pointers.get(run)
      if (pointer === undefined) continue
      pointer.groups.forEach((group, at) => {
        vector[group] = (vector[group] ?? 0) + Math.log1p(count) * (pointer.parts[at] ?? 0)
      })
    }
    // The square root keeps the one strongest group from drowning the rest.
    const whole = vector.reduce((sum, value) => sum + value, 0)
    return Float32Array.from(vector, (value) => (whole > 0 ? Math.sqrt(value / whole) : 0))
  }

  return { groups, place }
}

/** Per run: its groups, each part of it weighted by how clearly the run points anywhere (squared information gain). */
function readPointers(
  labels: CpvLabels,
  language: string,
  numberOf: ReadonlyMap<string, number>,
): Map<string, Pointer> {
  const counts = new Map<string, Map<number, number>>()
  for (const [code, label] of labels) {
    const group = numberOf.get(code.slice(0, 3))
    const text = label[language]
    if (group === undefined || text === undefined || foldStems(text).length === 0) continue
    for (const run of new Set(letterRuns(text, RUN))) {
      const found = counts.get(run) ?? new Map<number, number>()
      counts.set(run, found)
      found.set(group, (found.get(group) ?? 0) + 1)
    }
  }
  const pointers = new Map<string, Pointer>()
  for (const [run, found] of counts) {
    let whole = 0
    for (const count of found.values()) whole += count
    let gain = Math.log(numberOf.size)
    for (const count of found.values()) gain += (count / whole) * Math.log(count / whole)
    if (gain <= 0) continue
    pointers.set(run, {
      groups: [...found.keys()],
      parts: [...found.values()].map((count) => (gain * gain * count) / whole),
    })
  }
  return pointers
}
