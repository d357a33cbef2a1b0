import { expect, test } from 'vitest'

type Tree = { [key: string]: string | Tree }
const files = import.meta.glob<Record<string, Tree>>('../*/{en,et,*-en,*-et}.ts', { eager: true })
const rooms = Object.keys(files)
  .filter((path) => path.endsWith('en.ts'))
  .map((path) => path.replace(/en\.ts$/, ''))

test.each(rooms)('%s says the same with the same figures and names in Estonian', (room) => {
  const en = sentences(files[`${room}en.ts`]?.en ?? {})
  const et = sentences(files[`${room}et.ts`]?.et ?? {})

  const differing = [...en].filter(([key, text]) => values(text) !== values(et.get(key) ?? ''))

  expect(differing.map(([key]) => key)).toEqual([])
})

test.each(rooms)('%s leaves no sentence empty in either language', (room) => {
  const all = [...sentences(files[`${room}en.ts`]?.en ?? {}), ...sentences(files[`${room}et.ts`]?.et ?? {})]

  expect(all.length).toBeGreaterThan(0)
  expect(all.filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
})

function sentences(tree: Tree, before = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(before + key, value)
    else for (const [deep, text] of sentences(value, `${before}${key}.`)) found.set(deep, text)
  }
  return found
}

function values(text: string): string {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)
  // "One page" may say its number in letters.
  return names
    .filter((name) => name !== 'count')
    .sort()
    .join(' ')
}
