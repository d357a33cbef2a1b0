import { Avatar, Loader, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { notifyFailure } from '#web/ui/notify.ts'
import { useProblemMessage } from '#web/ui/problem-words.ts'
import classes from './OutsideFrame.module.css'
import type { DemoAccount } from './options.ts'
import { useText } from './text.ts'

/** The password of every demo account; it opens nothing outside a demo. */
const demoPassword = 'talgud-demo'

type DemoAccountsProps = {
  accounts: DemoAccount[]
  onChoose: (email: string, password: string) => Promise<void>
}

/** More people than one looks through without help. */
const many = 12

/** The people of the demo, each one click away. */
export function DemoAccounts({ accounts, onChoose }: DemoAccountsProps) {
  const t = useText()
  const [entering, setEntering] = useState<string>()
  const [typed, setTyped] = useState('')
  const failure = useProblemMessage(undefined)
  const wanted = typed.trim().toLowerCase()
  const found = accounts.filter(({ name, label, role }) =>
    `${name} ${label} ${t(`role.${role}`)}`.toLowerCase().includes(wanted),
  )
  return (
    <section className={classes.aside} aria-labelledby="demo">
      <Title order={2} size="h3" id="demo">
        {t('signIn.demoTitle')}
      </Title>
      <p className={classes.lead}>{t('signIn.demoLead')}</p>
      {accounts.length > many && (
        <TextInput
          mt="md"
          label={t('signIn.demoFind')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && (
        <p className={classes.lead} role="status">
          {t('signIn.demoNobody')}
        </p>
      )}
      <ul className={classes.demo}>
        {found.map(({ email, name, role, label, password }) => (
          <li key={email}>
            <UnstyledButton
              className={classes.demoAccount}
              disabled={entering !== undefined}
              onClick={() => enter(email, password ?? demoPassword)}
            >
              <Avatar name={name} color="spruce" size={36} aria-hidden />
              <span className={classes.demoWords}>
                <span className={classes.demoName}>{name}</span>
                <span className={classes.demoRole}>
                  {[t(`role.${role}`), label].filter(Boolean).join(', ')}
                </span>
              </span>
              {entering === email ? <Loader size={18} /> : <IconChevronRight size={18} aria-hidden />}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )

  function enter(email: string, password: string) {
    setEntering(email)
    onChoose(email, password).catch(() => {
      setEntering(undefined)
      notifyFailure(failure)
    })
  }
}
