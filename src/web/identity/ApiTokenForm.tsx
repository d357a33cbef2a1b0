import { Checkbox, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import * as z from 'zod'
import type { TokenScope } from '#platform/identity/rules.ts'
import { post } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { useScopeWords } from './api-tokens.tsx'
import { useText } from './text.ts'

const newToken = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.string()).min(1),
  days: z.string(),
  password: z.string().min(1),
})

/** How long a token may work; nobody gets more than a year. */
const lives = ['30', '90', '180', '365']

type ApiTokenFormProps = {
  offered: TokenScope[]
  onDone: (token: string) => void
  onCancel: () => void
}

/** Makes a token for the present role: a name, what it may do, how long. */
export function ApiTokenForm({ offered, onDone, onCancel }: ApiTokenFormProps) {
  const t = useText()
  const scopes = useScopeWords()
  const form = useEntry<z.infer<typeof newToken>>(newToken, {
    name: '',
    scopes: [],
    days: '90',
    password: '',
  })
  return (
    <Stack mt="lg">
      <EntryForm
        form={form}
        action={t('token.make')}
        send={({ days, ...others }) =>
          post<{ token: string }>('/api/tokens', { ...others, days: Number(days) }, { keepOn401: true })
        }
        onDone={({ token }) => onDone(token)}
        onCancel={onCancel}
        guard={false}
      >
        <TextInput
          label={t('token.name')}
          description={t('token.nameHint')}
          maxLength={80}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group
          label={t('token.scopes')}
          description={t('token.scopesHint')}
          {...form.getInputProps('scopes')}
        >
          <Stack gap="xs" mt="xs">
            {offered.map((scope) => (
              <Checkbox key={scope} value={scope} label={scopes([scope])} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label={t('token.life')}
          data={lives.map((days) => ({ value: days, label: t('token.days', { days }) }))}
          {...form.getInputProps('days')}
        />
        <PasswordInput
          label={t('account.current')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
      </EntryForm>
    </Stack>
  )
}
