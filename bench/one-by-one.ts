/** Asks the same thing again and again, one at a time, after ten answers that do not count. In milliseconds. */
export async function timeOneByOne(url: string, headers: Record<string, string>, times: number) {
  const spent: number[] = []
  for (let i = 0; i < times + 10; i += 1) {
    const began = performance.now()
    const answer = await fetch(url, { headers })
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    if (i >= 10) spent.push(performance.now() - began)
  }
  spent.sort((a, b) => a - b)
  return { median: spent[Math.floor(times / 2)] ?? 0, p99: spent[Math.floor(times * 0.99)] ?? 0 }
}
