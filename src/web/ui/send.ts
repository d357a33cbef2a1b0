import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

/**
 * A submission that may be tried again: the same input keeps its Idempotency-Key until it succeeds,
 * so a second press after a lost answer creates nothing twice.
 */
export function useSend<Input, Result>(send: (input: Input, idempotencyKey: string) => Promise<Result>) {
  const last = useRef<{ input: string; key: string }>(undefined)
  return useMutation({
    mutationFn: async (input: Input) => {
      const written = JSON.stringify(input) ?? ''
      if (last.current?.input !== written) last.current = { input: written, key: crypto.randomUUID() }
      const result = await send(input, last.current.key)
      last.current = undefined
      return result
    },
  })
}
