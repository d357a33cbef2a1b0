import { resolve } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { readUpload } from '#platform/files/archive.ts'
import { openWorld, type World } from '#server/test-world.ts'
import { importNotices } from './jobs.ts'

const notices = resolve(import.meta.dirname, '../../../../shared/data/notices')
const real = [
  'eforms-xml-published-2022-2024.tar.gz',
  'ted-xml-defence-2009-81.tar.gz',
  'ted-xml-estonia.tar.gz',
  'ted-xml-group-awards.tar.gz',
]
let world: World

beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('all real notices', async () => {
  for (let n = 0; n < 2; n++) {
    const t = performance.now()
    for (const name of [...real, 'ted-xml-to-eforms-pairs.tar.gz'])
      console.log(
        name,
        await importNotices(world.house, world.clusterId, readUpload({ name, path: resolve(notices, name) })),
      )
    console.log(performance.now() - t)
  }
  const { rows } = await world.owner.query('SELECT kind, count(*), count(open_until) from notice group by 1')
  console.log(rows)
  console.log((await world.owner.query('SELECT count(*) from notice_award')).rows)
  const manager = await world.person('cluster-manager')
  const list = await manager.get<any>('/api/notices?state=all&q=optical')
  console.log(JSON.stringify(list).slice(0, 3000))
  const id = list.items[0].id
  console.log(JSON.stringify(await manager.get<any>('/api/notices/' + id)).slice(0, 6000))
}, 120_000)
