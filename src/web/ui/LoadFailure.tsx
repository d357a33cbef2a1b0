import { Button, Text, Title } from '@mantine/core'
import { IconCloudOff, IconLock, IconMapOff } from '@tabler/icons-react'
import classes from './EmptyState.module.css'
import { ProblemError } from './problem.ts'
import { useProblemMessage } from './problem-words.ts'
import { useText } from './words.ts'

type LoadFailureProps = {
  error: unknown
  onRetry?: () => void
  /** 1 where this is the whole page. */
  order?: 1 | 2
}

/** Says why something could not be read, with the request's number for support and a second try. */
export function LoadFailure({ error, onRetry, order = 2 }: LoadFailureProps) {
  const t = useText()
  const message = useProblemMessage(error)
  const status = error instanceof ProblemError ? error.status : 0
  const requestId = error instanceof ProblemError ? error.requestId : undefined
  const { Mark, title } = kindOf(status)
  const mayHelp = onRetry && status !== 403 && status !== 404

  return (
    <div className={classes.state} role="alert">
      <span className={classes.mark}>
        <Mark size={28} stroke={1.6} aria-hidden />
      </span>
      <Title order={order} size="h3">
        {t(title)}
      </Title>
      <div className={classes.text}>
        {message}
        {requestId && (
          <Text size="xs" mt="xs">
            {t('failure.requestId', { id: requestId })}
          </Text>
        )}
      </div>
      {mayHelp && (
        <Button className={classes.action} variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

function kindOf(status: number) {
  if (status === 404) return { Mark: IconMapOff, title: 'failure.notFound' } as const
  if (status === 403) return { Mark: IconLock, title: 'failure.notAllowed' } as const
  return { Mark: IconCloudOff, title: 'failure.title' } as const
}
