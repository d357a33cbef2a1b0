import type { CsvColumn } from '#platform/http/csv.ts'
import type { InvoiceRow } from '../schema.ts'

/** The columns of the list of invoices as a download, headed in the reader's language; sums in whole units. */
export function csvColumns(language: 'en' | 'et'): CsvColumn<InvoiceRow>[] {
  const isEstonian = language === 'et'
  const column = (en: string, et: string, cell: CsvColumn<InvoiceRow>['cell']) => ({
    header: isEstonian ? et : en,
    cell,
  })
  return [
    column('Invoice', 'Arve', (row) => row.name),
    column('Kind', 'Liik', (row) => kinds[row.kind][language]),
    column('Company', 'Ettevõte', (row) => row.companyName),
    column('Status', 'Seis', (row) => statuses[row.status][language]),
    column('Issued', 'Väljastatud', (row) => row.issuedOn),
    column('Due', 'Tähtaeg', (row) => row.dueOn),
    column('Currency', 'Valuuta', (row) => row.currency),
    column('Total', 'Kokku', (row) => row.totalCents / 100),
    column('Paid', 'Makstud', (row) => row.paidCents / 100),
    column('Mailed', 'Saadetud', (row) => row.sentAt),
  ]
}

const kinds = {
  invoice: { en: 'invoice', et: 'arve' },
  'credit-note': { en: 'credit note', et: 'kreeditarve' },
}

const statuses: Record<InvoiceRow['status'], { en: string; et: string }> = {
  draft: { en: 'draft', et: 'mustand' },
  sent: { en: 'open', et: 'maksmata' },
  partly: { en: 'partly paid', et: 'osaliselt makstud' },
  overdue: { en: 'overdue', et: 'üle tähtaja' },
  paid: { en: 'paid', et: 'makstud' },
  credited: { en: 'credited', et: 'krediteeritud' },
}
