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

/** Starts web and worker on an open database. `stop` finishes what is running, then lets go of the database. */
export async function startTalgud(config: Config, database: OpenDatabase): Promise<Running> {
  const { house, work, close } = await openHouse(config, database.app)
  const app = buildApp(house, endpoints)
  serveOperatorPages(app, house)
  serveApiPage(app)
  servePages(app, builtPages)
  const server = await listen(app, config.host, config.port)
  await work()
  house.log.info({ port: server.port, mode: config.mode }, 'listening')
  return {
    port: server.port,
    async stop() {
      await server.close()
      await close()
    },
  }
}
