import type { ReactNode } from 'react'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { useFormat } from '#web/ui/format.ts'
import { TextLink } from '#web/ui/links.tsx'
import { codesIn, fewWords, type Source, type WhyReason } from './match-words.ts'
import classes from './NoticePage.module.css'
import { useText } from './text.ts'

/** Why a company fits, in words, each reason with its share of the score and the way to what it rests on. */
export function WhyList({ reasons, companyId }: { reasons: WhyReason[]; companyId: string }) {
  const format = useFormat()
  const t = useText()
  const say = useWhy(reasons)
  return (
    <ul className={classes.why}>
      {reasons.map((reason) => {
        const { words, detail } = say(reason)
        const share = format.percent(reason.share)
        return (
          <li key={reason.kind} className={classes.reason}>
            <span className={classes.reasonWords}>
              {words}
              {'source' in reason && (
                <>
                  {' '}
                  <SourceLink source={reason.source} companyId={companyId} />
                </>
              )}
              {detail && <span className={classes.detail}>{detail}</span>}
            </span>
            <span className={classes.share} title={t('fit.share', { share })}>
              {share}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Reasons in the language of the page, with the meanings of their codes. */
export function useWhy(
  reasons: readonly WhyReason[],
): (reason: WhyReason) => { words: string; detail?: ReactNode } {
  const t = useText()
  const { labelOf } = useCodeLabels('cpv', codesIn(reasons))
  const places = reasons.flatMap((one) => (one.kind === 'place' ? [one.nuts] : []))
  const { labelOf: placeOf } = useCodeLabels('nuts', places)
  const { nameOf } = useCountryNames()

  return (reason) => {
    switch (reason.kind) {
      case 'cpv':
        return sayCodes(reason)
      case 'words': {
        const isDelivered = reason.source.kind === 'reference'
        return { words: t(isDelivered ? 'why.delivered' : 'why.words', { words: fewWords(reason.words) }) }
      }
      case 'meaning': {
        const words = fewWords(reason.noticeWords)
        return { words: words === '' ? t('why.meaningBare') : t('why.meaning', { words }) }
      }
      case 'buyer':
        return { words: t('why.buyer', { buyer: reason.buyer }) }
      case 'country':
        return { words: t(`why.${reason.how}`, { country: nameOf(reason.country) }) }
      case 'place':
        return { words: t('why.place', { place: placeOf(reason.nuts) ?? reason.nuts }) }
    }
  }

  function sayCodes({ code, noticeCpv, companyCpv }: Extract<WhyReason, { kind: 'cpv' }>) {
    const label = (one: string) => labelOf(one) ?? ''
    if (noticeCpv === companyCpv) {
      return { words: t('why.sameCode', { code: noticeCpv, label: label(noticeCpv) }).trim() }
    }
    const detail = t('why.nearCodeDetail', {
      noticeCpv,
      noticeLabel: label(noticeCpv),
      companyCpv,
      companyLabel: label(companyCpv),
    })
    return { words: t('why.nearCode', { code, label: label(code) }).trim(), detail }
  }
}

const tabs = { capability: 'capabilities', product: 'products', reference: 'references' } as const

function SourceLink({ source, companyId }: { source: Source; companyId: string }) {
  const t = useText()
  return (
    <TextLink
      to="/members/$id"
      params={{ id: companyId }}
      search={{ tab: tabs[source.kind] }}
      className={classes.source}
    >
      {t(`why.${source.kind}`, { name: source.name })}
      {source.year !== undefined && ` (${source.year})`}
    </TextLink>
  )
}
