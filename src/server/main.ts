import { fileURLToPath } from 'node:url'
import type { Config } from '#platform/config.ts'
import { buildApp } from '#platform/http/app.ts'
import { serveApiPage } from './api-page.ts'
import { endpoints } from './endpoints.ts'
import { openHouse } from './house.ts'
import { listen } from './listen.ts'
import type { OpenDatabase } from './open-database.ts'
import { serveOperatorPages } from './operator-pages.ts'
import { servePages } from './web-pages.ts'

export type Running = { port: number; stop(): Promise<void> }

const builtPages = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** Starts web, worker or both on an open database. `stop` finishes what is running, then lets go of the database. */
export async function startTalgud(config: Config, database: OpenDatabase): Promise<Running> {
  const { house, work, close } = await openHouse(config, database.app)
  const answers = config.works !== 'worker'
  // A worker answers nobody but whoever watches over it.
  const app = buildApp(house, answers ? endpoints : [])
  serveOperatorPages(app, house)
  if (answers) {
    serveApiPage(app)
    servePages(app, builtPages)
  }
  const server = await listen(app, config.host, config.port)
  if (config.works !== 'web') await work()
  house.log.info({ port: server.port, mode: config.mode, works: config.works }, 'listening')
  return {
    port: server.port,
    async stop() {
      await server.close()
      await close()
    },
  }
}
