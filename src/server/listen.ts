import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { App } from '#platform/http/app.ts'

export type Listening = { port: number; close(): Promise<void> }

/** Listens for requests with the time-outs of a server that strangers reach; `close` lets running answers finish. */
export async function listen(
  app: App,
  host: string,
  port: number,
  patience: Patience = forStrangers,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const server = createServer(
    { ...patience, keepAliveTimeout: 10_000, maxHeaderSize: 16_384 },
    (request, response) => {
      if (refusedAtTheDoor(request, response)) return
      void answer(request, response)
    },
  )
  server.maxConnections = 20_000
  await new Promise<void>((ready, fail) => {
    server.once('error', fail)
    server.listen(port, host, ready)
  })
  const { port: chosen } = server.address() as AddressInfo
  return { port: chosen, close: () => closeServer(server) }
}

type Patience = { headersTimeout: number; requestTimeout: number; connectionsCheckingInterval: number }
const forStrangers: Patience = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 1_000,
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** What never reaches the app: other methods (TRACE), and two Host headers, which proxies and we could read apart. */
function refusedAtTheDoor(request: IncomingMessage, response: ServerResponse): boolean {
  const hosts = request.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  ).length
  const status = hosts > 1 ? 400 : methods.has(request.method ?? '') ? 0 : 405
  if (status === 0) return false
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end()
  return true
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  // A connection whose answer just ended is kept alive for a next request, which nobody will take.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const patience = setTimeout(() => server.closeAllConnections(), 8_000)
  await closed
  clearInterval(sweep)
  clearTimeout(patience)
}
