import { join, resolve } from 'node:path'
import { readPassword } from './cluster-folder.ts'
import type { SocketConnection } from './embedded.ts'
import { livingPostmaster } from './postmaster.ts'
import { serverFolder } from './server-account.ts'

/** How to reach the server another process of ours keeps running on `dataDir`; undefined when none lives there. */
export function runningServer(dataDir: string, user: string, database: string): SocketConnection | undefined {
  const home = serverFolder(resolve(dataDir), () => {})
  const server = livingPostmaster(join(home, 'cluster'))
  if (!server) return undefined
  return { host: server.socketFolder, port: server.port, user, password: readPassword(home), database }
}
