import { Alert, Anchor, Tabs, Text, Title } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { get } from '#web/ui/api.ts'
import { useFormat } from '#web/ui/format.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { RowsSkeleton } from '#web/ui/PageSkeleton.tsx'
import classes from './MailPage.module.css'
import type { MailHeading } from './mail-shapes.ts'
import { useText } from './text.ts'

type Mail = MailHeading & {
  text: string | null
  html: string | null
  attachments: { position: number; name: string; bytes: number }[]
}

/** One message: its plain text, and its HTML in a frame that may neither run scripts nor reach this page. */
export function MailReader({ id }: { id: string }) {
  const t = useText()
  const mail = useQuery({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => get<Mail>(`/api/mail/${encodeURIComponent(id)}`, { signal }),
  })
  return (
    <Loaded query={mail} skeleton={<RowsSkeleton rows={4} />}>
      {(read) => (
        <>
          <Heading mail={read} />
          {read.text === null && read.html === null ? (
            <Alert color="gray">{t('mail.hidden')}</Alert>
          ) : (
            <Tabs defaultValue={read.html ? 'html' : 'text'}>
              <Tabs.List mb="md">
                {read.html && <Tabs.Tab value="html">{t('mail.html')}</Tabs.Tab>}
                <Tabs.Tab value="text">{t('mail.text')}</Tabs.Tab>
              </Tabs.List>
              {read.html && (
                <Tabs.Panel value="html">
                  <iframe
                    title={read.subject}
                    sandbox=""
                    src={`/api/mail/${encodeURIComponent(id)}/page`}
                    className={classes.sheet}
                  />
                </Tabs.Panel>
              )}
              <Tabs.Panel value="text">
                <pre className={classes.text}>{read.text}</pre>
              </Tabs.Panel>
            </Tabs>
          )}
        </>
      )}
    </Loaded>
  )
}

function Heading({ mail }: { mail: Mail }) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <Title order={2}>{mail.subject}</Title>
      <Text c="dimmed" mb="md">
        {mail.recipient} · {format.dateTime(mail.createdAt)}
      </Text>
      {mail.attachments.length > 0 && (
        <ul className={classes.attachments} aria-label={t('mail.attachments')}>
          {mail.attachments.map((file) => (
            <li key={file.position} className={classes.attachment}>
              <IconPaperclip size={16} aria-hidden />
              <Anchor href={`/api/mail/${mail.id}/attachments/${file.position}`} download>
                {file.name}
              </Anchor>
              <Text span size="sm" c="dimmed">
                {format.bytes(file.bytes)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {mail.failure && (
        <Alert color="red" mb="md">
          {t('mail.failure', { reason: mail.failure })}
        </Alert>
      )}
    </>
  )
}
