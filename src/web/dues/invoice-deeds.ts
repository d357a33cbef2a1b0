import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Invoice } from '#domains/dues/schema.ts'
import { post, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { ProblemError } from '#web/ui/problem.ts'
import { useProblemWords } from '#web/ui/problem-words.ts'
import { refreshInvoices } from './invoice-query.ts'
import { useText } from './text.ts'

export type InvoiceDeeds = ReturnType<typeof useInvoiceDeeds>

/** What staff do with an invoice, each deed with its question, its word afterwards and the page to go on with. */
export function useInvoiceDeeds(invoice: Invoice) {
  const t = useText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const say = useProblemWords()
  const doing = useMutation({
    mutationFn: (deed: () => Promise<unknown>) => deed(),
    onError: (error) => notifyFailure(error instanceof ProblemError ? say(error) : String(error)),
  })
  const path = `/api/invoices/${invoice.id}`

  return {
    isBusy: doing.isPending,
    issue(send: boolean) {
      doing.mutate(async () => {
        await post('/api/invoice-issues', { ids: [invoice.id], send })
        notifyDone(t('invoice.issuedDone'))
        await refreshInvoices(client)
      })
    },
    send() {
      doing.mutate(async () => {
        await post(`${path}/sending`)
        notifyDone(t('invoice.sentDone'))
        await refreshInvoices(client)
      })
    },
    async credit() {
      const question = {
        title: t('invoice.creditQuestion'),
        text: t('invoice.creditText'),
        action: t('invoice.credit'),
      }
      if (!(await confirm({ ...question, isDangerous: true }))) return
      doing.mutate(async () => {
        const note = await post<Invoice>(`${path}/credit`)
        notifyDone(t('invoice.creditedDone'))
        await refreshInvoices(client)
        await navigate({ to: '/invoices/$id', params: { id: note.id } })
      })
    },
    async removeDraft() {
      const question = {
        title: t('invoice.removeQuestion'),
        text: t('invoice.removeText'),
        action: t('invoice.removeDraft'),
      }
      if (!(await confirm({ ...question, isDangerous: true }))) return
      doing.mutate(async () => {
        await remove(path)
        notifyDone(t('invoice.removed'))
        await navigate({ to: '/invoices' })
        client.removeQueries({ queryKey: ['invoices', invoice.id] })
        await client.invalidateQueries({ queryKey: ['/api/invoices'] })
      })
    },
    async takeBack(paymentId: string) {
      const question = {
        title: t('invoice.takeBackQuestion'),
        text: t('invoice.takeBackText'),
        action: t('invoice.takeBack'),
      }
      if (!(await confirm({ ...question, isDangerous: true }))) return
      doing.mutate(async () => {
        await post(`/api/payments/${paymentId}/reversal`)
        await refreshInvoices(client)
      })
    },
  }
}
