import { Text } from '@mantine/core'
import { useFormat } from '#web/ui/format.ts'
import { en } from './en.ts'
import { isKnown } from './known-word.ts'
import classes from './NoticePage.module.css'
import type { Lot } from './shapes.ts'
import { useText } from './text.ts'

type Requirement = Lot['requirements'][number]

/** What a lot asks of a company, as one text, to tell whether two lots ask the same. */
export function requirementsOf(lot: Lot | undefined): string {
  return JSON.stringify([lot?.requirements, lot?.clearance, lot?.groupLegalForm])
}

/** Selection criteria by kind, then the clearance, then the legal form a group must take. */
export function Requirements({ lot }: { lot: Lot }) {
  const t = useText()
  const kinds = Map.groupBy(lot.requirements, (one) => kindOf(one.type))
  const { clearance, groupLegalForm } = lot
  if (kinds.size === 0 && !clearance && !groupLegalForm) {
    return <Text c="dimmed">{t('lots.noRequirements')}</Text>
  }
  return (
    <dl className={classes.requirements}>
      {[...kinds].map(([kind, ofKind]) => (
        <div key={kind} className={classes.requirement}>
          <dt>{t(`requirement.${kind}`)}</dt>
          {ofKind.map((one) => (
            <dd key={`${one.name.text} ${one.text.text}`} lang={one.text.language ?? undefined}>
              <Words requirement={one} />
            </dd>
          ))}
        </div>
      ))}
      {clearance && <Clearance clearance={clearance} />}
      {groupLegalForm && (
        <div className={classes.requirement}>
          <dt>{t('lots.group')}</dt>
          {groupLegalForm.isRequired !== null && (
            <dd>{t(groupLegalForm.isRequired ? 'lots.groupYes' : 'lots.groupNo')}</dd>
          )}
          {groupLegalForm.text.text && (
            <dd lang={groupLegalForm.text.language ?? undefined}>{groupLegalForm.text.text}</dd>
          )}
        </div>
      )}
    </dl>
  )
}

function Words({ requirement: { name, text } }: { requirement: Requirement }) {
  if (name.text === '') return text.text
  return (
    <>
      <strong>{name.text}</strong>
      {text.text && text.text !== name.text && <> {text.text}</>}
    </>
  )
}

function Clearance({ clearance }: { clearance: NonNullable<Lot['clearance']> }) {
  const t = useText()
  const format = useFormat()
  const { isRequired, text, latestDate } = clearance
  return (
    <div className={classes.requirement}>
      <dt>{t('lots.clearance')}</dt>
      {text.text ? (
        <dd lang={text.language ?? undefined}>{text.text}</dd>
      ) : (
        <dd>{t(isRequired === false ? 'lots.clearanceNo' : 'lots.clearanceYes')}</dd>
      )}
      {latestDate && /^\d{4}-\d{2}-\d{2}/.test(latestDate) && (
        <dd>{t('lots.clearanceBy', { date: format.date(latestDate.slice(0, 10)) })}</dd>
      )}
    </div>
  )
}

/** The four kinds of eForms (BT-747), also where newer notices name their criteria more finely (BT-809). */
function kindOf(type: string | null): keyof typeof en.requirement {
  if (type === null) return 'other'
  if (isKnown(en.requirement, type)) return type
  if (type.startsWith('slc-suit')) return 'sui-act'
  if (type.startsWith('slc-stand')) return 'ef-stand'
  if (type.startsWith('slc-abil') || type.startsWith('slc-sche')) return 'tp-abil'
  return 'other'
}
