import { ActionIcon, Button, Title } from '@mantine/core'
import { type Icon, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import type { Company, PartKind } from '#domains/members/schema.ts'
import { remove } from '#web/ui/api.ts'
import { useConfirm } from '#web/ui/confirm.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { notifyDone, notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import { Tag } from '#web/ui/Tag.tsx'
import classes from './CompanyPage.module.css'
import { useText } from './text.ts'

type PartListProps = {
  company: Company
  kind: PartKind
  icon: Icon
  children: ReactNode
}

/** The frame of every list of parts: its title, its "add" button, and words where there is nothing yet. */
export function PartList({ company, kind, icon, children }: PartListProps) {
  const t = useText()
  const mayEdit = company.abilities.includes('edit')
  const add = mayEdit && (
    <Button
      renderRoot={(props) => (
        <Link to="/members/$id/$kind/new" params={{ id: company.id, kind }} {...props} />
      )}
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t(`${kind}.add`)}
    </Button>
  )
  if (company[kind].length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState icon={icon} title={t(`${kind}.empty`)} action={add}>
          {mayEdit && t(`${kind}.emptyHint`)}
        </EmptyState>
      </div>
    )
  }
  return (
    <section aria-labelledby={`list-of-${kind}`}>
      <div className={classes.listTop}>
        <Title order={2} id={`list-of-${kind}`}>
          {t(`${kind}.title`)}
        </Title>
        {add}
      </div>
      <ul className={classes.parts}>{children}</ul>
    </section>
  )
}

type PartCardProps = {
  company: Company
  kind: PartKind
  part: { id: string; visibility?: 'public' | 'partner-clusters' | 'cluster' | 'company' | undefined }
  name: string
  tags?: ReactNode
  children?: ReactNode
}

/** One part of a company, with editing and removing for those who may. */
export function PartCard({ company, kind, part, name, tags, children }: PartCardProps) {
  const t = useText()
  const mayEdit = company.abilities.includes('edit')
  return (
    <li className={classes.part}>
      <div className={classes.partTop}>
        <div className={classes.partName}>
          <Title order={3}>{name}</Title>
          {tags}
          {part.visibility && part.visibility !== 'cluster' && mayEdit && (
            <Tag tone={part.visibility === 'company' ? 'accent' : 'plain'}>
              {t('visibility.seenBy', { who: t(`visibility.${part.visibility}`).toLowerCase() })}
            </Tag>
          )}
        </div>
        {mayEdit && (
          <div className={classes.partActions}>
            <ActionIcon
              renderRoot={(props) => (
                <Link
                  to="/members/$id/$kind/$partId"
                  params={{ id: company.id, kind, partId: part.id }}
                  {...props}
                />
              )}
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('part.editNamed', { name })}
            >
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
            <RemoveButton company={company} kind={kind} partId={part.id} name={name} />
          </div>
        )}
      </div>
      <div className={classes.partBody}>{children}</div>
    </li>
  )
}

type RemoveButtonProps = { company: Company; kind: PartKind; partId: string; name: string }

function RemoveButton({ company, kind, partId, name }: RemoveButtonProps) {
  const t = useText()
  const confirm = useConfirm()
  const removing = useMutation({
    mutationFn: () => remove(`/api/companies/${company.id}/${kind}/${partId}`),
    onSuccess: () => notifyDone(t('part.removed', { name })),
  })
  const failure = useProblemMessage(removing.error)
  useEffect(() => {
    if (removing.isError) notifyFailure(failure)
  }, [removing.isError, failure])
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={t('part.removeNamed', { name })}
      loading={removing.isPending}
      onClick={ask}
    >
      <IconTrash size={18} aria-hidden />
    </ActionIcon>
  )

  async function ask() {
    const isSure = await confirm({
      title: t(`${kind}.removeTitle`, { name }),
      text: t('part.removeText'),
      action: t('part.remove'),
      isDangerous: true,
    })
    if (isSure) removing.mutate()
  }
}
