import { Text } from '@mantine/core'
import { isCompanyPerson, useSession } from '#web/ui/session.ts'
import { AwardList } from './AwardList.tsx'
import { EntryPanel, Interested } from './EntryPanel.tsx'
import { FitsOfAll } from './FitsOfAll.tsx'
import { NoticeFacts } from './NoticeFacts.tsx'
import classes from './NoticePage.module.css'
import { OwnFit } from './OwnFit.tsx'
import { Summary } from './Summary.tsx'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** The heart of the page: who fits and why beside what is bought; for an award, who won. */
export function FitTab({ notice }: { notice: Notice }) {
  const t = useText()
  const { hat } = useSession()
  const seesAll = notice.abilities.includes('see-matches')
  const { entry } = notice
  const isAsker = hat.companyId !== null && entry?.ownerCompanyId === hat.companyId
  const isOwn = isCompanyPerson(hat.role) && hat.companyId !== null && !isAsker
  // Whoever may change it learns who is interested; staff see that beside the fits.
  const asks = entry !== null && (isAsker || hat.role === 'peer-cluster-staff')
  const hasFits = notice.isOpen || notice.matches.length > 0 || notice.otherAnswers.length > 0
  const isAward = notice.awards.length > 0
  // Beside the fits or the winners; where there is neither, what is bought is what there is to read.
  const isBeside = isAward || ((seesAll || isOwn) && hasFits)
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        {isAward && <AwardList notice={notice} />}
        {asks && (isAsker || notice.abilities.includes('edit-entry')) && <Interested entry={entry} />}
        {seesAll && hasFits && <FitsOfAll notice={notice} />}
        {!seesAll && isOwn && hasFits && (
          <OwnFit notice={notice} companyId={hat.companyId ?? ''} companyName={hat.companyName ?? ''} />
        )}
        {!isBeside && <Summary notice={notice} isWide />}
        {!isBeside && !isAward && (seesAll || isOwn) && <Text c="dimmed">{t('fit.closedHint')}</Text>}
      </div>
      <div className={classes.aside}>
        {isBeside && <Summary notice={notice} />}
        <EntryPanel notice={notice} />
        <NoticeFacts notice={notice} />
      </div>
    </div>
  )
}
