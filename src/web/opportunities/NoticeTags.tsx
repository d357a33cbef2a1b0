import { ActionIcon, Autocomplete, Paper, Text, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { tagInput } from '#domains/opportunities/schema/following.ts'
import { post, remove } from '#web/ui/api.ts'
import { EntryForm } from '#web/ui/EntryForm.tsx'
import { useEntry } from '#web/ui/form.ts'
import { notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Tag } from '#web/ui/Tag.tsx'
import type { FollowUp } from './follow-query.ts'
import classes from './WorkTab.module.css'
import { useWorkText } from './work-text.ts'

/** The tags of a notice: the cluster's, which staff put, and the own company's. */
export function NoticeTags({ followUp }: { followUp: FollowUp }) {
  const t = useWorkText()
  const { side, tags, noticeId } = followUp
  const path = `/api/notices/${noticeId}/tags`
  const take = useMutation({
    mutationFn: (name: string) => remove(`${path}/${encodeURIComponent(name)}`),
    onError: () => notifyFailure(failure),
  })
  const failure = useProblemMessage(take.error)
  return (
    <Paper component="section" p="lg" aria-labelledby="tags">
      <Title order={2} size="h3" id="tags" mb={4}>
        {t('follow.tags')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(side === 'company' ? 'follow.tagsCompany' : 'follow.tagsStaff')}
      </Text>
      {tags.length > 0 && (
        <ul className={classes.tags}>
          {tags.map((tag) => (
            <li key={`${tag.name} ${tag.isOwnCompany}`} className={classes.tag}>
              <Tag tone={tag.isOwnCompany ? 'accent' : 'plain'}>{tag.name}</Tag>
              {tag.isOwnCompany === (side === 'company') && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  aria-label={t('follow.removeTag', { name: tag.name })}
                  onClick={() => take.mutate(tag.name)}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      <NewTag path={path} known={followUp.knownTags} />
    </Paper>
  )
}

function NewTag({ path, known }: { path: string; known: string[] }) {
  const t = useWorkText()
  const form = useEntry(tagInput, { name: '' })
  return (
    <EntryForm
      form={form}
      action={t('follow.addTag')}
      guard={false}
      send={(values, idempotencyKey) => post(path, values, { idempotencyKey })}
      onDone={() => form.setValues({ name: '' })}
    >
      <Autocomplete
        label={t('follow.newTag')}
        data={known}
        maxLength={40}
        data-path="name"
        {...form.getInputProps('name')}
      />
    </EntryForm>
  )
}
