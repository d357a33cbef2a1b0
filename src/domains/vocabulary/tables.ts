import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'

/** Official codes, shared by every cluster of the installation. */
export const code = pgTable('code', {
  list: text().notNull(),
  code: text().notNull(),
  parent: text(),
  labels: jsonb().$type<Record<string, string>>().notNull().default({}),
  words: text().notNull().default(''),
})

/** The clusters whose staff may load code lists for the whole installation. */
export const codeListKeeper = pgTable('code_list_keeper', { clusterId: uuid('cluster_id').primaryKey() })
