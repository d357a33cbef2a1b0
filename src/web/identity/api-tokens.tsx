import { Button, Group } from '@mantine/core'
import { queryOptions, useMutation } from '@tanstack/react-query'
import type { TokenArea, TokenScope } from '#platform/identity/rules.ts'
import { get, remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import type { Role } from '#web/ui/session.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { Tone } from '#web/ui/theme.ts'
import { useText } from './text.ts'

export type ApiToken = {
  id: string
  name: string
  scopes: TokenScope[]
  ending: string
  ownerName: string
  isOwn: boolean
  role: Role
  companyName: string | null
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
  status: 'live' | 'expired' | 'revoked' | 'role-ended'
}

export const tokensQuery = queryOptions({
  queryKey: ['/api/tokens', 'own'],
  queryFn: ({ signal }) => get<{ items: ApiToken[]; offered: TokenScope[] }>('/api/tokens', { signal }),
})

/** Scopes in words: "Members: read, change". */
export function useScopeWords(): (scopes: readonly TokenScope[]) => string {
  const t = useText()
  return (scopes) => {
    const byArea = new Map<TokenArea, string[]>()
    for (const scope of scopes) {
      const [verb, area] = scope.split(':') as ['read' | 'write', TokenArea]
      byArea.set(area, [...(byArea.get(area) ?? []), t(`token.${verb}`)])
    }
    return [...byArea].map(([area, verbs]) => `${t(`token.area.${area}`)}: ${verbs.join(', ')}`).join('; ')
  }
}

/** Whether a token lives, and ending it. */
export function TokenState({ token }: { token: ApiToken }) {
  const t = useText()
  const confirm = useConfirm()
  const revoke = useMutation({
    mutationFn: () => remove(`/api/tokens/${token.id}`),
    onSuccess: () => notifyDone(t('token.revokedNow')),
  })
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <Tag tone={tones[token.status]}>{t(`token.${token.status}`)}</Tag>
      {token.status === 'live' && (
        <Button variant="subtle" size="compact-sm" color="red" loading={revoke.isPending} onClick={ask}>
          {t('token.revoke')}
        </Button>
      )}
    </Group>
  )

  async function ask() {
    const isSure = await confirm({
      title: t('token.revokeTitle', { name: token.name }),
      text: t('token.revokeText'),
      action: t('token.revoke'),
      isDangerous: true,
    })
    if (isSure) revoke.mutate()
  }
}

const tones: Record<ApiToken['status'], Tone> = {
  live: 'good',
  expired: 'warn',
  revoked: 'plain',
  'role-ended': 'plain',
}
