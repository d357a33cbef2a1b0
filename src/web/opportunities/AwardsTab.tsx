import { Title } from '@mantine/core'
import { IconTrophy } from '@tabler/icons-react'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { AwardCard } from './AwardList.tsx'
import classes from './NoticePage.module.css'
import type { Notice } from './shapes.ts'
import { useText } from './text.ts'

/** Contracts like this one, likest first: who tends to win, with whom, and for how much. */
export function AwardsTab({ notice }: { notice: Notice }) {
  const t = useText()
  if (notice.pastAwards.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState icon={IconTrophy} title={t('awards.none')}>
          {t('awards.noneHint')}
        </EmptyState>
      </div>
    )
  }
  return (
    <section aria-labelledby="past-awards">
      <Title order={2} id="past-awards" mb="sm">
        {t('awards.title')}
      </Title>
      <ul className={classes.matches}>
        {notice.pastAwards.map((award) => (
          <AwardCard key={`${award.noticeId} ${award.lotIds.join()} ${award.winners.join()}`} award={award} />
        ))}
      </ul>
    </section>
  )
}
