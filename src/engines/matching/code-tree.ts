import { blend, type LabelSpace } from './label-space.ts'

/** Divisions and groups as nodes, which each code lies under, and where the labels lie. */
export type CodeTree = {
  codes: readonly string[]
  /** Two digits (a division) or three (a group), sorted. */
  names: readonly string[]
  nodeOf: ReadonlyMap<string, number>
  parentOf: readonly (number | undefined)[]
  /** Per code: its division and its group. */
  nodesOf: readonly { division: number; group: number }[]
  /** Per code: where its label lies. */
  places: readonly (Float32Array | undefined)[]
  /** Per node: the middle of the labels under it. */
  middles: readonly (Float32Array | undefined)[]
}

export function arrangeCodes(codes: readonly string[], space: LabelSpace | undefined): CodeTree {
  const names = [...new Set(codes.flatMap((code) => [code.slice(0, 2), code.slice(0, 3)]))].sort()
  const nodeOf = new Map(names.map((name, at) => [name, at]))
  const places = codes.map((code) => space?.placeCpv(code))
  const nodesOf = codes.map((code) => ({
    division: nodeOf.get(code.slice(0, 2)) ?? 0,
    group: nodeOf.get(code.slice(0, 3)) ?? 0,
  }))
  const under = names.map((): Float32Array[] => [])
  nodesOf.forEach(({ division, group }, at) => {
    const place = places[at]
    if (place === undefined) return
    under[division]?.push(place)
    under[group]?.push(place)
  })
  return {
    codes,
    names,
    nodeOf,
    parentOf: names.map((name) => (name.length === 3 ? nodeOf.get(name.slice(0, 2)) : undefined)),
    nodesOf,
    places,
    middles: under.map((labels) =>
      space && labels.length > 0 ? blend(labels, space.dimensions) : undefined,
    ),
  }
}

/** How many digits of a code carry meaning. */
export function depthOf(code: string): number {
  return Math.max(2, code.replace(/0+$/, '').length)
}
