/** Finds texts that share rare letter triples with another; made for tens of thousands of short names. */
export class TrigramIndex {
  readonly #holders = new Map<string, number[]>()
  #size = 0

  /** Adds a text; its place is how many were added before. */
  add(text: string): void {
    const at = this.#size++
    for (const triple of triplesOf(text)) {
      const held = this.#holders.get(triple)
      if (held) held.push(at)
      else this.#holders.set(triple, [at])
    }
  }

  /** Places of the texts that share most of the rarest triples. Common triples are not asked: they tell nothing. */
  find(text: string): number[] {
    const lists = [...triplesOf(text)]
      .map((triple) => this.#holders.get(triple))
      .filter((list) => list !== undefined)
      .sort((a, b) => a.length - b.length)
    const hits = new Map<number, number>()
    let looked = 0
    let asked = 0
    for (const [at, list] of lists.entries()) {
      looked += list.length
      if (at >= 3 && looked > mostLooked) break
      asked += 1
      for (const place of list.slice(0, mostLooked)) hits.set(place, (hits.get(place) ?? 0) + 1)
    }
    // Whoever shares fewer than a quarter of them is nobody's double.
    return [...hits]
      .filter(([, count]) => count >= asked / 4)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, mostFound)
      .map(([place]) => place)
  }
}

const mostLooked = 1_500
const mostFound = 12

function triplesOf(text: string): Set<string> {
  const triples = new Set<string>()
  for (const word of text.split(' ')) {
    const padded = ` ${word} `
    for (let at = 0; at + 3 <= padded.length; at++) triples.add(padded.slice(at, at + 3))
  }
  return triples
}
