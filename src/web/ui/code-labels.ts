import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cpvDivisions } from '#values/vocabulary/cpv-divisions.ts'
import { get } from './api.ts'
import type { Code } from './CodePicker.tsx'
import { useLanguage } from './text.ts'

export type CodeLabels = {
  labelOf: (code: string) => string | undefined
  known: Code[]
}

/** The meanings of these codes of a public vocabulary, in the language of the page. */
export function useCodeLabels(list: 'cpv' | 'fsc' | 'nuts', codes: readonly string[]): CodeLabels {
  const language = useLanguage()
  const wanted = [...new Set(codes)].sort()
  const query = useQuery({
    queryKey: ['code-lists', list, 'labels', wanted, language],
    queryFn: ({ signal }) => readLabels(list, wanted, language, signal),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return useMemo(() => {
    const known = query.data ?? []
    const labels = new Map(known.map(({ code, label }) => [code, label ?? undefined]))
    return { known, labelOf: (code) => labels.get(code) }
  }, [query.data])
}

/** The name of a CPV division, the top of the tree, at hand without asking the server. */
export function useDivisionName(): (code: string) => string | undefined {
  const language = useLanguage()
  return useMemo(() => {
    const names = new Map(cpvDivisions.map(({ code, label }) => [code, label[language]]))
    return (code) => names.get(code)
  }, [language])
}

/** As many codes as fit into one address. */
const atOnce = 400

async function readLabels(
  list: string,
  codes: string[],
  language: string,
  signal: AbortSignal,
): Promise<Code[]> {
  const starts = Array.from({ length: Math.ceil(codes.length / atOnce) }, (_, part) => part * atOnce)
  const answers = await Promise.all(
    starts.map((start) =>
      get<{ items: Code[] }>(`/api/code-lists/${list}/codes`, {
        search: { codes: codes.slice(start, start + atOnce).join(','), language },
        signal,
      }),
    ),
  )
  return answers.flatMap(({ items }) => items)
}
