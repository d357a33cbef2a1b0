import { IconEyeCheck, IconUserCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useCodeLabels, useDivisionName } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import { Deadline } from '#web/ui/Deadline.tsx'
import type { Column } from '#web/ui/data-model.ts'
import { useFormat } from '#web/ui/format.ts'
import { Score } from '#web/ui/Score.tsx'
import { Tag } from '#web/ui/Tag.tsx'
import { AnswerTag } from './AnswerTag.tsx'
import { BestFits } from './BestFits.tsx'
import { KindLine } from './marks.tsx'
import { useMoney } from './money.ts'
import { NoticeTitle } from './NoticeTitle.tsx'
import classes from './Opportunities.module.css'
import type { NoticeRow } from './shapes.ts'
import { useText } from './text.ts'

/** Whose fit the list shows: every member's, the own company's, or nobody's. */
export type Eyes = 'staff' | 'company' | 'other'

/** What the list shows of a notice: by when, for whom, how much, who buys. */
export function useNoticeColumns(eyes: Eyes): Column<NoticeRow>[] {
  const t = useText()
  const format = useFormat()
  const money = useMoney()
  const { nameOf } = useCountryNames()
  const divisionName = useDivisionName()

  return useMemo(() => {
    const nothing = (words: string) => <span className={classes.dimmed}>{words}</span>
    const fits: Column<NoticeRow>[] = [
      {
        id: 'score',
        header: t('list.fits'),
        cell: (row) => <BestFits notice={row} />,
        isSortable: true,
        width: '22%',
      },
    ]
    const own: Column<NoticeRow>[] = [
      {
        id: 'score',
        header: t('list.ownFit'),
        cell: (row) => <OwnFit notice={row} />,
        isSortable: true,
      },
      {
        id: 'answer',
        header: t('list.answer'),
        cell: (row) => <AnswerTag answer={row.answer} />,
      },
    ]
    return [
      {
        id: 'title',
        header: t('list.notice'),
        cell: (row) => (
          <span className={classes.titleCell}>
            <span>
              <NoticeTitle notice={row} />
            </span>
            <span className={classes.under}>
              <KindLine notice={row} />
            </span>
            <FollowLine notice={row} />
          </span>
        ),
        width: eyes === 'company' ? '34%' : '30%',
      },
      {
        id: 'deadline',
        header: t('list.deadline'),
        cell: (row) => (row.deadline ? <Deadline at={row.deadline} /> : nothing(t('list.noDeadline'))),
        isSortable: true,
        width: '16%',
      },
      ...(eyes === 'staff' ? fits : []),
      ...(eyes === 'company' ? own : []),
      {
        id: 'value',
        header: t('list.value'),
        cell: (row) =>
          row.valueCents === null ? nothing(t('list.noValue')) : money(row.valueCents, row.currency),
        isSortable: true,
        isNumber: true,
      },
      {
        id: 'buyer',
        header: t('list.buyer'),
        cell: (row) => (
          <span className={classes.buyerCell}>
            <span>{row.buyer ?? nothing(t('list.noBuyer'))}</span>
            {row.buyerCountry && <span className={classes.under}>{nameOf(row.buyerCountry)}</span>}
          </span>
        ),
        width: '17%',
      },
      {
        id: 'cpv',
        header: t('list.cpv'),
        cell: (row) => <MainField notice={row} divisionName={divisionName} />,
        isHidden: true,
      },
      {
        id: 'place',
        header: t('list.place'),
        cell: (row) => row.countries.map(nameOf).join(', ') || nothing(t('list.noValue')),
        isHidden: true,
      },
      {
        id: 'published',
        header: t('list.published'),
        cell: (row) => (row.publishedOn ? format.date(row.publishedOn) : nothing(t('list.noValue'))),
        isSortable: true,
        isHidden: true,
      },
      { id: 'number', header: t('list.number'), cell: (row) => row.key, isHidden: true },
    ]
  }, [t, format, money, nameOf, divisionName, eyes])
}

/** What people here do about it, where they do anything. */
function FollowLine({ notice }: { notice: NoticeRow }) {
  const t = useText()
  const { tags, isWatched, assignedTo } = notice
  if (tags.length === 0 && !isWatched && assignedTo === null) return null
  return (
    <span className={classes.fits}>
      {isWatched && <Tag icon={IconEyeCheck}>{t('mark.watched')}</Tag>}
      {assignedTo !== null && <Tag icon={IconUserCheck}>{assignedTo}</Tag>}
      {tags.map((name) => (
        <Tag key={name}>{name}</Tag>
      ))}
    </span>
  )
}

function OwnFit({ notice }: { notice: NoticeRow }) {
  const t = useText()
  const [fit] = notice.best
  if (!notice.isOpen) return <span className={classes.dimmed}>{t('list.notMatched')}</span>
  if (!fit) return <span className={classes.dimmed}>{t('list.noOwnFit')}</span>
  return (
    <span className={classes.ownFit}>
      <Score score={fit.score} />
      {fit.eligible !== 'yes' && <span className={classes.under}>{t(`fit.eligible.${fit.eligible}`)}</span>}
    </span>
  )
}

type MainFieldProps = { notice: NoticeRow; divisionName: (code: string) => string | undefined }

function MainField({ notice, divisionName }: MainFieldProps) {
  const t = useText()
  const code = notice.cpvMain ?? notice.cpv[0]
  const { labelOf } = useCodeLabels('cpv', code ? [code] : [])
  if (!code) return <span className={classes.dimmed}>{t('list.noValue')}</span>
  const label = labelOf(code) ?? divisionName(`${code.slice(0, 2)}000000`) ?? ''
  return (
    <span className={classes.buyerCell}>
      <span>
        {code} {label}
      </span>
      {notice.isCpvPredicted && <span className={classes.under}>{t('list.predicted')}</span>}
    </span>
  )
}
