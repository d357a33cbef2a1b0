import { useMemo } from 'react'
import type * as z from 'zod'
import type { directoryRow } from '#domains/members/schema.ts'
import { CompanyMark } from '#web/ui/CompanyMark.tsx'
import { useCodeLabels, useDivisionName } from '#web/ui/code-labels.ts'
import { useCountryNames } from '#web/ui/country-names.ts'
import type { Column } from '#web/ui/data-model.ts'
import { useFormat } from '#web/ui/format.ts'
import { CompletenessMeter } from './CompletenessMeter.tsx'
import classes from './Members.module.css'
import { StatusTag } from './StatusTag.tsx'
import { useText } from './text.ts'
import { WebsiteLink } from './WebsiteLink.tsx'

type Row = z.output<typeof directoryRow>

/** What the directory can show of a company; what few people compare by is off at first. */
export function useDirectoryColumns(): Column<Row>[] {
  const t = useText()
  const format = useFormat()
  const { nameOf } = useCountryNames()
  const divisionName = useDivisionName()

  return useMemo(() => {
    const notKnown = <span className={classes.dimmed}>{t('directory.notKnown')}</span>
    return [
      {
        id: 'name',
        header: t('directory.company'),
        cell: (row) => (
          <span className={classes.named}>
            <CompanyMark company={{ ...row, name: row.legalName }} size={32} />
            <span>{row.legalName}</span>
          </span>
        ),
        isSortable: true,
        width: '26%',
      },
      { id: 'country', header: t('directory.country'), cell: (row) => nameOf(row.country) },
      {
        id: 'fields',
        header: t('directory.fields'),
        cell: (row) => <Fields codes={row.cpv} nameOf={divisionName} />,
        width: '28%',
      },
      {
        id: 'region',
        header: t('directory.region'),
        cell: (row) => (row.nuts ? <Region code={row.nuts} /> : notKnown),
        isHidden: true,
      },
      {
        id: 'codes',
        header: t('directory.codes'),
        cell: (row) => row.cpv.join(', ') || notKnown,
        isHidden: true,
      },
      {
        id: 'size',
        header: t('directory.size'),
        cell: (row) => (row.sizeClass ? t(`size.${row.sizeClass}`) : notKnown),
      },
      {
        id: 'status',
        header: t('directory.status'),
        cell: (row) => (row.status ? <StatusTag status={row.status} /> : notKnown),
      },
      {
        id: 'completeness',
        header: t('directory.completeness'),
        cell: (row) =>
          row.completeness === null ? notKnown : <CompletenessMeter score={row.completeness} />,
        isSortable: true,
      },
      {
        id: 'products',
        header: t('directory.products'),
        cell: (row) => format.number(row.products),
        isNumber: true,
        isHidden: true,
      },
      {
        id: 'tier',
        header: t('directory.tier'),
        cell: (row) => row.tier?.[format.language] ?? notKnown,
        isHidden: true,
      },
      {
        id: 'exports',
        header: t('directory.exports'),
        cell: (row) => row.exportCountries.map(nameOf).join(', ') || notKnown,
        isHidden: true,
      },
      {
        id: 'website',
        header: t('directory.website'),
        cell: (row) => (row.website ? <WebsiteLink address={row.website} /> : notKnown),
        isHidden: true,
      },
      {
        id: 'updated',
        header: t('directory.updated'),
        cell: (row) => format.date(row.updatedAt),
        isSortable: true,
        isHidden: true,
      },
    ]
  }, [t, format, nameOf, divisionName])
}

function Region({ code }: { code: string }) {
  return useCodeLabels('nuts', [code]).labelOf(code) ?? code
}

/** The divisions a company works in, in words: digits alone tell nobody anything. */
function Fields({ codes, nameOf }: { codes: string[]; nameOf: (code: string) => string | undefined }) {
  const t = useText()
  const divisions = [...new Set(codes.map((code) => `${code.slice(0, 2)}000000`))]
  if (divisions.length === 0) return <span className={classes.dimmed}>{t('directory.notKnown')}</span>
  const names = divisions.map((code) => nameOf(code) ?? code)
  const rest = names.length - shownFields
  return (
    <span className={classes.fields} title={names.join('\n')}>
      {names.slice(0, shownFields).join(' · ')}
      {rest > 0 && <span className={classes.dimmed}> {t('directory.more', { count: rest })}</span>}
    </span>
  )
}

const shownFields = 2
