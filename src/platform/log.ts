import { type Logger, pino } from 'pino'

export type Log = Logger

/** Structured log, one JSON object a line. Anything that could be a secret is removed by name. */
export function openLog(level: string): Log {
  return pino({
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
  })
}
