import { invites } from '#domains/opportunities/rules.ts'
import { useCodeLabels } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import { TextLink } from '#web/ui/links.tsx'
import { CallFacts } from './CallTab.tsx'
import { en } from './en.ts'
import { Fact } from './Fact.tsx'
import { isKnown } from './known-word.ts'
import { useMoney } from './money.ts'
import classes from './NoticePage.module.css'
import { wordsOf } from './opportunity-words.ts'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

type Place = Notice['places'][number]

/** What decides whether to read on: until when, how much, who buys, where, how, under which conditions. */
export function NoticeStrip({ notice }: { notice: Notice }) {
  const t = useText()
  const [buyer] = notice.buyers
  const { nameOf } = useCountryNames()
  const place = usePlaces(notice.places.length > 0 ? notice.places : notice.lots.flatMap((lot) => lot.places))
  return (
    <dl className={classes.strip}>
      <Deadlines notice={notice} />
      {notice.topic && <CallFacts topic={notice.topic} />}
      {(!notice.topic || notice.estimatedValue !== null) && <Sums notice={notice} />}
      <Fact name={t(wordsOf(notice).buyer)}>
        {notice.buyer === null || notice.topic ? (
          buyer?.name.text || notice.buyer || t('list.noBuyer')
        ) : (
          <TextLink to="/award-history" search={{ buyer: notice.buyer }}>
            {buyer?.name.text || notice.buyer}
          </TextLink>
        )}
        {buyer?.country && <span className={classes.under}>{nameOf(buyer.country)}</span>}
      </Fact>
      {!notice.topic && !notice.entry && <ProcedureFacts notice={notice} place={place} />}
    </dl>
  )
}

function ProcedureFacts({ notice, place }: { notice: Notice; place: string }) {
  const t = useText()
  return (
    <>
      <Fact name={t('page.place')}>{place || t('page.noPlace')}</Fact>
      <Fact name={t('page.procedure')}>
        <Procedure notice={notice} />
      </Fact>
      <Fact name={t('page.clearance')}>
        {t(notice.needsClearance ? 'page.clearanceNeeded' : 'page.clearanceNotNeeded')}
      </Fact>
      <Fact name={t('page.euFunds')}>{t(notice.isEuFunded ? 'page.euYes' : 'page.euNo')}</Fact>
    </>
  )
}

function Deadlines({ notice }: { notice: Notice }) {
  const t = useText()
  const { requestDeadline, tenderDeadline, openUntil } = notice
  if (requestDeadline === null && tenderDeadline === null) {
    // What invites nobody has no deadline to miss.
    if (!invites(notice.kind)) return null
    return (
      <Fact name={t('page.tenderBy')}>
        {t('page.noDeadline')}
        {openUntil !== null && notice.isOpen && notice.kind !== 'planning' && (
          <span className={classes.under}>
            {t('page.openUntil')} <Deadline at={openUntil} />
          </span>
        )}
      </Fact>
    )
  }
  return (
    <>
      {requestDeadline !== null && (
        <Fact name={t('page.requestBy')}>
          <Deadline at={requestDeadline} />
        </Fact>
      )}
      {tenderDeadline !== null && (
        <Fact name={t(wordsOf(notice).deadline)}>
          <Deadline at={tenderDeadline} />
        </Fact>
      )}
    </>
  )
}

function Sums({ notice }: { notice: Notice }) {
  const t = useText()
  const money = useMoney()
  const { estimatedValue, frameworkMaximum, totalAwarded } = notice
  const sums = [
    { name: t('page.totalAwarded'), sum: totalAwarded },
    { name: t('page.value'), sum: estimatedValue },
    { name: t('page.frameworkMaximum'), sum: frameworkMaximum },
  ].filter(({ sum }) => sum !== null)
  if (sums.length === 0) return <Fact name={t('page.value')}>{t('page.noValue')}</Fact>
  return sums.map(
    ({ name, sum }) =>
      sum && (
        <Fact key={name} name={name}>
          <strong>{money(sum.cents, sum.currency)}</strong>
        </Fact>
      ),
  )
}

function Procedure({ notice }: { notice: Notice }) {
  const t = useText()
  const type = notice.procedureType
  const extras = [
    notice.isFramework && t('page.framework'),
    notice.isDynamicPurchasing && t('page.dynamic'),
  ].filter(Boolean)
  return (
    <>
      {type !== null && isKnown(en.procedure, type) ? t(`procedure.${type}`) : (type ?? t('page.noValue'))}
      {extras.length > 0 && <span className={classes.under}>{extras.join(', ')}</span>}
    </>
  )
}

/** Places in words: town or region, then country; the same place once. */
export function usePlaces(places: readonly Place[]): string {
  const { nameOf } = useCountryNames()
  const { labelOf } = useCodeLabels(
    'nuts',
    places.flatMap((place) => (place.nuts ? [place.nuts] : [])),
  )
  const words = places.map(({ town, nuts, country }) => {
    const region = nuts ? labelOf(nuts) : undefined
    const land = country ? nameOf(country) : undefined
    return [town ?? (region === land ? undefined : region), land].filter(Boolean).join(', ')
  })
  return [...new Set(words)].filter(Boolean).join('; ')
}
