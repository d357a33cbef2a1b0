import { useQuery } from '@tanstack/react-query'
import { Loaded } from '#web/ui/Loaded.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Assignment } from './Assignment.tsx'
import { followUpQuery } from './follow-query.ts'
import { Notes } from './Notes.tsx'
import { NoticeTags } from './NoticeTags.tsx'
import classes from './WorkTab.module.css'

/** What one's own side does about a notice: who prepares it, tags, notes. */
export function WorkTab({ noticeId }: { noticeId: string }) {
  const query = useQuery(followUpQuery(noticeId))
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={3} height={120} />}>
      {(followUp) => (
        <div className={classes.columns}>
          <div className={classes.column}>
            <Notes followUp={followUp} />
          </div>
          <div className={classes.column}>
            <Assignment followUp={followUp} />
            <NoticeTags followUp={followUp} />
          </div>
        </div>
      )}
    </Loaded>
  )
}
