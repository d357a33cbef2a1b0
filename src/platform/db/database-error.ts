/**
 * What the database itself said. The query builder wraps its errors and puts the query's values, secrets among them,
 * into the message; PostgreSQL's `detail` repeats values too. Neither may reach a log or an answer.
 */
export function describeDatabaseError(error: unknown): { code: string; message: string; constraint: string } {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(said instanceof Error)) return { code: '', message: '', constraint: '' }
  return {
    code: 'code' in said ? String(said.code) : '',
    message: said.message,
    constraint: 'constraint' in said ? String(said.constraint) : '',
  }
}

/** True when a unique index or key refused the row. */
export function isDuplicate(error: unknown): boolean {
  return describeDatabaseError(error).code === '23505'
}
