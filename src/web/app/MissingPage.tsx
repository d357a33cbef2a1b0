import { Button, Container } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { usePageTitle } from '#web/ui/page-title.ts'
import { useText } from './text.ts'

export function MissingPage() {
  const t = useText()
  usePageTitle(t('missing.title'))
  return (
    <Container component="main" id="content" size="sm" py="xl">
      <EmptyState
        icon={IconMapOff}
        order={1}
        title={t('missing.title')}
        action={
          <Button component={Link} to="/">
            {t('missing.home')}
          </Button>
        }
      >
        {t('missing.text')}
      </EmptyState>
    </Container>
  )
}
