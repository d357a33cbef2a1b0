import { Button, Text, Title } from '@mantine/core'
import { IconCloudOff, IconLock, IconMapOff } from '@tabler/icons-react'
import classes from './EmptyState.module.css'
import { ButtonLink } from './links.tsx'
import { usePageTitle } from './page-title.ts'
import { ProblemError } from './problem.ts'
import { useProblemMessage } from './problem-words.ts'
import { useText } from './words.ts'

type LoadFailureProps = {
  error: unknown
  onRetry?: () => void
}

/** Says why something could not be read, with the request's number for support and a second try. */
export function LoadFailure(props: LoadFailureProps) {
  return <Failure {...props} order={2} />
}

/** The same where it stands for the whole page: it names the tab, and always shows a way on. */
export function FailedPage(props: LoadFailureProps) {
  const t = useText()
  usePageTitle(t(kindOf(props.error).title))
  return <Failure {...props} order={1} />
}

/** A whole page that the present role has no use for. */
export function ClosedPage() {
  return <FailedPage error={closed} />
}

const closed = new ProblemError({ code: 'platform/not-allowed', status: 403, message: '' })

function Failure({ error, onRetry, order }: LoadFailureProps & { order: 1 | 2 }) {
  const t = useText()
  const message = useProblemMessage(error)
  const requestId = error instanceof ProblemError ? error.requestId : undefined
  const { Mark, title, mayPass } = kindOf(error)

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
      {mayPass && onRetry && (
        <Button className={classes.action} variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      {!mayPass && order === 1 && (
        <ButtonLink className={classes.action} to="/">
          {t('failure.home')}
        </ButtonLink>
      )}
    </div>
  )
}

function kindOf(error: unknown) {
  const status = error instanceof ProblemError ? error.status : 0
  if (status === 404) return { Mark: IconMapOff, title: 'failure.notFound', mayPass: false } as const
  if (status === 403) return { Mark: IconLock, title: 'failure.notAllowed', mayPass: false } as const
  return { Mark: IconCloudOff, title: 'failure.title', mayPass: true } as const
}
