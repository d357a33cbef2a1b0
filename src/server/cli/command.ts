import { type Config, readConfig } from '#platform/config.ts'
import type { House } from '#platform/house.ts'
import { openHouse } from '../house.ts'
import { joinDatabase, type OpenDatabase } from '../open-database.ts'

/** What was typed after a command's name. */
export type Words = { rest: string[]; values: Options }
export type Options = {
  json?: boolean | undefined
  yes?: boolean | undefined
  check?: boolean | undefined
  [name: string]: string | boolean | undefined
}

export type Command = {
  /** As it is typed: `import notices`. */
  name: string
  /** What comes after the name. */
  takes: string
  help: string
  /** Answers the exit code. */
  run(words: Words): Promise<number>
}

/** The value of an option that takes text. */
export function textOf(values: Options, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The settings, with a log that says only what is wrong. */
export function quietConfig(env: Record<string, string | undefined> = process.env): Config {
  return readConfig({ LOG_LEVEL: 'warn', ...env })
}

/** For a command that works as Talgud does: beside a running one or alone, on a database that is up to date. */
export async function inHouse(
  work: (house: House, database: OpenDatabase) => Promise<number>,
): Promise<number> {
  const config = quietConfig()
  const database = await joinDatabase(config, (line) => console.error(line))
  try {
    const { house, close } = await openHouse(config, database.app)
    try {
      return await work(house, database)
    } finally {
      await close()
    }
  } finally {
    await database.stop()
  }
}
