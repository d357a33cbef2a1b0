import { IconKey } from '@tabler/icons-react'
import { useMemo } from 'react'
import { DataList } from '#web/ui/DataList.tsx'
import type { Column } from '#web/ui/data-model.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useFormat } from '#web/ui/format.ts'
import { type ApiToken, TokenState, useScopeWords } from './api-tokens.tsx'
import { useText } from './text.ts'

/** Every token of the company or cluster, and revoking it. */
export function ApiTokenList() {
  const t = useText()
  const columns = useColumns()
  return (
    <DataList
      label={t('token.title')}
      path="/api/tokens"
      columns={columns}
      rowKey={(row) => row.id}
      hasExport={false}
      hasSearch={false}
      empty={
        <EmptyState icon={IconKey} title={t('token.nobody')}>
          {t('token.nobodyHint')}
        </EmptyState>
      }
    />
  )
}

function useColumns(): Column<ApiToken>[] {
  const t = useText()
  const format = useFormat()
  const scopes = useScopeWords()
  return useMemo(
    () => [
      { id: 'name', header: t('token.name'), cell: (row) => `${row.name} (…${row.ending})` },
      { id: 'owner', header: t('token.owner'), cell: (row) => row.ownerName },
      { id: 'role', header: t('people.role'), cell: (row) => t(`role.${row.role}`) },
      { id: 'company', header: t('people.company'), cell: (row) => row.companyName ?? '–' },
      { id: 'scopes', header: t('token.scopes'), cell: (row) => scopes(row.scopes) },
      {
        id: 'used',
        header: t('token.lastUsed'),
        cell: (row) => (row.lastUsedAt ? format.date(row.lastUsedAt) : t('people.never')),
      },
      { id: 'until', header: t('token.end'), cell: (row) => format.date(row.expiresAt) },
      { id: 'status', header: t('people.state'), cell: (row) => <TokenState token={row} /> },
    ],
    [t, format, scopes],
  )
}
