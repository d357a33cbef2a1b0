import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import { Timeline } from '#web/ui/Timeline.tsx'
import { Changes } from './Changes.tsx'
import classes from './CompanyPage.module.css'
import { useCertificateNames } from './certificate-kinds.ts'
import { type History, historyQuery } from './company-query.ts'
import { en } from './en.ts'
import { useText } from './text.ts'

type Entry = History['items'][number]

/** Who changed what in the profile, newest first. */
export function HistoryTab({ companyId }: { companyId: string }) {
  const t = useText()
  const { nameOf } = useCertificateNames()
  const query = useQuery(historyQuery(companyId))
  return (
    <Loaded query={query} skeleton={<RowsSkeleton rows={5} />}>
      {({ items }) =>
        items.length === 0 ? (
          <div className={classes.empty}>
            <EmptyState icon={IconHistory} title={t('history.empty')}>
              {t('history.emptyHint')}
            </EmptyState>
          </div>
        ) : (
          <Timeline label={t('history.title')} entries={items.map((entry) => asTimelineEntry(entry))} />
        )
      }
    </Loaded>
  )

  function asTimelineEntry(entry: Entry) {
    return {
      key: entry.number,
      at: entry.at,
      who: entry.actorName ?? t(entry.actorRole === 'system' ? 'history.system' : 'history.somebody'),
      what: (
        <>
          <span className={classes.note}>({roleWord(entry.actorRole)})</span>{' '}
          {t(`history.action.${actionOf(entry.action)}`)}
          {entry.subject && ` ${t('history.quoted', { name: nameOf(entry.subject) })}`}
        </>
      ),
      detail: <Changes entry={entry} />,
    }
  }

  function roleWord(role: string): string {
    const known = knownKey(en.history.actor, role)
    return known ? t(`history.actor.${known}`) : role
  }
}

function actionOf(action: string): keyof typeof en.history.action {
  return knownKey(en.history.action, action.replace(/^members\//, '')) ?? 'other'
}

function knownKey<T extends object>(words: T, key: string): (keyof T & string) | undefined {
  return Object.hasOwn(words, key) ? (key as keyof T & string) : undefined
}
