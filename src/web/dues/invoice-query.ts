import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Invoice } from '#domains/dues/schema.ts'
import { get } from '#web/ui/api.ts'

/** One invoice with its lines and payments. */
export function invoiceQuery(id: string) {
  return queryOptions({
    queryKey: ['invoices', id],
    queryFn: ({ signal }) => get<Invoice>(`/api/invoices/${id}`, { signal }),
  })
}

/** After something happened to invoices, what shows them is read again. */
export async function refreshInvoices(client: QueryClient): Promise<void> {
  await Promise.all(
    ['/api/invoices', 'invoices', 'companies', '/api/renewals'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  )
}
