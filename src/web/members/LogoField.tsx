import { Button, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Company } from '#domains/members/schema.ts'
import { put, remove } from '#web/ui/api.ts'
import { CompanyMark } from '#web/ui/CompanyMark.tsx'
import { useConfirm } from '#web/ui/confirm.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { notifyDone } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import classes from './CompanyForm.module.css'
import { useText } from './text.ts'

/** As the server takes it. */
const mostBytes = 1024 * 1024
const kinds = ['.png', '.jpg', '.jpeg', '.webp', '.gif']

type LogoFieldProps = { company: Company; onChanged: (changed: Company) => void }

/** Shows a company's logo, takes another and takes it away; each at once, apart from the form below. */
export function LogoField({ company, onChanged }: LogoFieldProps) {
  const t = useText()
  const client = useQueryClient()
  const path = `/api/companies/${company.id}/logo`
  const [removals, setRemovals] = useState(0)
  const hasLogo = company.logoFileId !== null
  return (
    <section aria-labelledby="logo" className={classes.section}>
      <h2 id="logo" className={classes.logoTitle}>
        {t('logo.title')}
      </h2>
      <p className={classes.hint}>
        {t('logo.lead')} {t('logo.hint')}
      </p>
      <div className={classes.logo}>
        <div className={classes.logoNow}>
          <CompanyMark company={{ ...company, name: company.legalName }} size={112} />
          {hasLogo && <RemoveLogo company={company} path={path} onChanged={removed} />}
        </div>
        <div className={classes.logoDrop}>
          <FileDrop
            // What was said of a logo that is gone goes with it.
            key={removals}
            label={t(hasLogo ? 'logo.replace' : 'logo.choose')}
            kinds={kinds}
            mostBytes={mostBytes}
            hint={t('logo.sides')}
            hasMany={false}
            send={(file) => put<Company>(path, file)}
            sayDone={() => t('logo.set')}
            onSent={(changed) => {
              onChanged(changed)
              void client.invalidateQueries()
            }}
          />
        </div>
      </div>
    </section>
  )

  function removed(changed: Company) {
    setRemovals(removals + 1)
    onChanged(changed)
  }
}

function RemoveLogo({ company, path, onChanged }: LogoFieldProps & { path: string }) {
  const t = useText()
  const confirm = useConfirm()
  const removing = useMutation({
    mutationFn: () => remove<Company>(path),
    onSuccess: (changed) => {
      onChanged(changed)
      notifyDone(t('logo.removed'))
    },
  })
  const failure = useProblemMessage(removing.error)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={removing.isPending}
        onClick={ask}
      >
        {t('logo.remove')}
      </Button>
      {removing.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failure}
        </Text>
      )}
    </>
  )

  async function ask() {
    const isSure = await confirm({
      title: t('logo.removeTitle', { company: company.legalName }),
      text: t('logo.removeText'),
      action: t('logo.remove'),
      isDangerous: true,
    })
    if (isSure) removing.mutate()
  }
}
