import { Alert, Button, CopyButton, Group, Paper, Text, Title } from '@mantine/core'
import { IconCopy, IconKey } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import classes from './AccountPage.module.css'
import { ApiTokenForm } from './ApiTokenForm.tsx'
import { type ApiToken, TokenState, tokensQuery, useScopeWords } from './api-tokens.tsx'
import { useText } from './text.ts'

type Step = { at: 'rest' } | { at: 'form' } | { at: 'shown'; token: string }

/** The tokens with which programs act in one's name, and making another. */
export function ApiTokensPanel() {
  const t = useText()
  const client = useQueryClient()
  const tokens = useQuery(tokensQuery)
  const [step, setStep] = useState<Step>({ at: 'rest' })
  return (
    <Paper component="section" p="xl" aria-label={t('token.title')}>
      <Title order={2}>{t('token.title')}</Title>
      <Text c="dimmed" mb="md">
        {t('token.lead')}
      </Text>
      <Loaded query={tokens} skeleton={<RowsSkeleton rows={1} height={64} />}>
        {({ items, offered }) => (
          <>
            <OwnTokens items={items.filter((one) => one.isOwn)} />
            {step.at === 'rest' && offered.length > 0 && (
              <Button variant="default" mt="lg" onClick={() => setStep({ at: 'form' })}>
                {t('token.make')}
              </Button>
            )}
            {step.at === 'form' && <ApiTokenForm offered={offered} onDone={show} onCancel={rest} />}
            {step.at === 'shown' && <NewToken token={step.token} onDone={rest} />}
          </>
        )}
      </Loaded>
    </Paper>
  )

  function show(token: string) {
    setStep({ at: 'shown', token })
    void client.invalidateQueries({ queryKey: tokensQuery.queryKey })
  }

  function rest() {
    setStep({ at: 'rest' })
  }
}

function OwnTokens({ items }: { items: ApiToken[] }) {
  const t = useText()
  if (items.length === 0) return <Text>{t('token.none')}</Text>
  return (
    <ul className={classes.sessions}>
      {items.map((token) => (
        <TokenLine key={token.id} token={token} />
      ))}
    </ul>
  )
}

function TokenLine({ token }: { token: ApiToken }) {
  const t = useText()
  const format = useFormat()
  const scopes = useScopeWords()
  const used = token.lastUsedAt
    ? t('token.usedAt', { when: format.relative(token.lastUsedAt, Date.now()) })
    : t('token.neverUsed')
  return (
    <li className={classes.session}>
      <IconKey size={24} stroke={1.6} aria-hidden />
      <div className={classes.sessionWords}>
        <Text fw={560}>{token.name}</Text>
        <Text size="sm">{scopes(token.scopes)}</Text>
        <Text size="sm" c="dimmed">
          {[
            t(`role.${token.role}`),
            token.companyName,
            `tlg_…${token.ending}`,
            used,
            t('token.until', { when: format.date(token.expiresAt) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <TokenState token={token} />
    </li>
  )
}

/** The token, the one time it can be seen. */
function NewToken({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useText()
  return (
    <Alert role="status" color="teal" mt="lg" title={t('token.madeTitle')}>
      <Text>{t('token.madeLead')}</Text>
      <Text className={classes.key} my="md">
        {token}
      </Text>
      <Group gap="xs">
        <CopyButton value={token}>
          {({ copy, copied }) => (
            <Button leftSection={<IconCopy size={18} aria-hidden />} onClick={copy}>
              {copied ? t('token.copied') : t('token.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          {t('token.kept')}
        </Button>
      </Group>
    </Alert>
  )
}
