import type { Pool } from 'pg'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { FileStore } from './files/store.ts'
import type { Log } from './log.ts'

/** What one running process holds; made once in main, handed down openly. */
export type House = { config: Config; pool: Pool; log: Log; clock: Clock; files: FileStore }
