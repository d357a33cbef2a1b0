import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'

/** Official codes, shared by every cluster of the installation. */
export const code = pgTable('code', {
  list: text().notNull(),
  code: text().notNull(),
  parent: text(),
  labels: jsonb().$type<Record<string, string>>().notNull().default({}),
  words: text().notNull().default(''),
})
