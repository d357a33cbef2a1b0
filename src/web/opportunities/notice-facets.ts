import { valueBands } from '#domains/opportunities/rules/notice-address.ts'
import { answers, noticeKinds } from '#domains/opportunities/schema.ts'
import { useCodeLabels, useDivisionName } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import type { Facet } from '#web/ui/Facets.tsx'
import { chosenIn } from '#web/ui/list-search.ts'
import { useMoney } from './money.ts'
import type { Eyes } from './notice-columns.tsx'
import { noticesRoute } from './pages.ts'
import type { NoticeList } from './shapes.ts'
import { useText } from './text.ts'

/** The choices come from all notices, so that they stay put while the list gets narrower. */
export function useNoticeFacets(whole: NoticeList | undefined, eyes: Eyes): Facet[] {
  const t = useText()
  const search = noticesRoute.useSearch()
  const { nameOf } = useCountryNames()
  const divisionName = useDivisionName()
  const money = useMoney()
  const chosenCodes = chosenIn(search, 'cpv')
  const { labelOf } = useCodeLabels('cpv', chosenCodes)
  /** What all notices hold, and what is chosen though none does: a code from the capability map, say. */
  const held = (facet: string, counted: { value: string }[] | undefined) => {
    const values = (counted ?? []).map((one) => one.value)
    return [...chosenIn(search, facet).filter((value) => !values.includes(value)), ...values]
  }

  const facets: Facet[] = [
    {
      id: 'state',
      label: t('facet.state'),
      none: t('facet.open'),
      options: (['closed', 'all'] as const).map((value) => ({ value, label: t(`facet.${value}`) })),
    },
    {
      id: 'kind',
      label: t('facet.kind'),
      options: noticeKinds
        .filter((kind) => held('kind', whole?.facets.kind).includes(kind))
        .map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      id: 'cpv',
      label: t('facet.cpv'),
      countedBy: 'cpvDivision',
      options: held('cpv', whole?.facets.cpvDivision).map((value) => ({
        value,
        label: divisionName(value) ?? labelOf(value) ?? value,
      })),
    },
    {
      id: 'country',
      label: t('facet.country'),
      options: held('country', whole?.facets.country).map((value) => ({ value, label: nameOf(value) })),
    },
    {
      id: 'value',
      label: t('facet.value'),
      none: t('facet.anyValue'),
      options: bands.map((value) => ({ value, label: sayBand(valueBands[value]) })),
    },
    {
      id: 'mark',
      label: t('facet.mark'),
      options: (['defence', 'eu-funded', 'clearance', 'watched'] as const).map((value) => ({
        value,
        label: t(`mark.${value}`),
      })),
    },
  ]
  const fit: Facet = {
    id: 'minScore',
    label: t('facet.fit'),
    none: t('facet.anyFit'),
    options: (['75', '55', '40'] as const).map((value) => ({ value, label: t(`facet.fit${value}`) })),
  }
  const answer: Facet = {
    id: 'answer',
    label: t('facet.answer'),
    options: (['none', ...answers] as const).map((value) => ({ value, label: t(`answer.${value}`) })),
  }
  const tags = whole?.facets.tag ?? []
  const tag: Facet = {
    id: 'tag',
    label: t('facet.tag'),
    options: [
      ...chosenIn(search, 'tag').filter((name) => !tags.some((one) => one.value === name)),
      ...tags.map((one) => one.value),
    ].map((value) => ({ value, label: value })),
  }
  const tagged = tag.options.length > 0 ? [tag] : []
  const assigned: Facet = {
    id: 'assigned',
    label: t('facet.assigned'),
    none: t('facet.anyAssigned'),
    options: (['me', 'anyone', 'nobody'] as const).map((value) => ({
      value,
      label: t(`facet.assigned-${value}`),
    })),
  }
  if (eyes === 'other') return [...facets, ...tagged]
  return [...facets, fit, answer, ...tagged, assigned]

  function sayBand({ from, to }: { from?: number; to?: number }): string {
    if (from === undefined) return t('facet.under', { to: money(to ?? 0, 'EUR') })
    if (to === undefined) return t('facet.over', { from: money(from, 'EUR') })
    return t('facet.between', { from: money(from, 'EUR'), to: money(to, 'EUR') })
  }
}

const bands = ['under-140k', '140k-1m', '1m-5m', 'over-5m'] as const
