import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import { describeDatabaseError } from './db/database-error.ts'

export type Log = Logger

/** Structured log, one JSON object a line. Anything that could be a secret is removed by name. */
export function openLog(level: string, destination?: DestinationStream): Log {
  const settings: LoggerOptions = {
    level,
    base: { app: 'talgud' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'token',
        'code',
        'secret',
        '*.password',
        '*.token',
        '*.code',
        '*.secret',
        'req.headers',
      ],
      censor: '[removed]',
    },
  }
  return destination ? pino(settings, destination) : pino(settings)
}

/** A failure as the log may hold it: where and what, without the values of the query that failed. */
export function errorForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an Error' }
  const { code, message, constraint } = describeDatabaseError(error)
  return {
    type: error.name,
    // Data errors (class 22) quote the value they could not read.
    message: code.startsWith('22') ? message.split('"')[0] : message,
    ...(code ? { sqlState: code } : {}),
    ...(constraint ? { constraint } : {}),
    query: 'query' in error && typeof error.query === 'string' ? error.query.slice(0, 500) : undefined,
    stack: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
  }
}

/** An address path as the log may hold it: the tokens of mailed links are cut out. */
export function pathForLog(path: string): string {
  return path.replaceAll(/[A-Za-z0-9_-]{40,}/g, '[token]')
}
