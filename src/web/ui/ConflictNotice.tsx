import { Alert, Button, Group, Text } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useText } from './words.ts'

/** Said when the thing was changed by somebody else since it was read; the typed values stay in the form. */
export function ConflictNotice({ onReload }: { onReload?: (() => void) | undefined }) {
  const t = useText()
  return (
    <Alert role="alert" color="orange" icon={<IconUsers aria-hidden />} title={t('form.conflict')}>
      <Text size="sm" mb="sm">
        {t('form.conflictHint')}
      </Text>
      <Group gap="xs">
        <Button component="a" href={location.href} target="_blank" rel="noopener" variant="default" size="xs">
          {t('form.showNewest')}
        </Button>
        {onReload && (
          <Button variant="default" size="xs" onClick={onReload}>
            {t('form.loadNewest')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
