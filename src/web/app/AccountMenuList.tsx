import { Menu, Text, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconShieldLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { remove } from '#web/ui/api.ts'
import type { Signed } from '#web/ui/session.ts'
import { languages, useLanguage } from '#web/ui/text.ts'
import { AccountButton } from './AccountButton.tsx'
import { names, useLanguageChoice } from './LanguageSwitch.tsx'
import { useOpenedOnArrival } from './menu-on-demand.ts'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** One's own matters: security, language, colours, the way out. Opens as soon as it is there. */
export function AccountMenuList({ signed }: { signed: Signed }) {
  const t = useText()
  const { target, menu } = useOpenedOnArrival()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  const chooseLanguage = useLanguageChoice()
  const { name, email } = signed.account

  return (
    <Menu position="bottom-end" width={280} withinPortal={false} {...menu}>
      <Menu.Target>
        <AccountButton ref={target} name={name} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.whoami}>
          <Text fw={560}>{name}</Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconShieldLock size={18} aria-hidden />}>
          {t('account.security')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('account.colours')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(readScheme(scheme))}>
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`account.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t('account.language')}</Menu.Label>
        <Menu.RadioGroup value={language}>
          {languages.map((one) => (
            <Menu.RadioItem key={one} value={one} lang={one} onChange={() => chooseLanguage(one)}>
              {names[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void leave()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Not a mutation: after those everything on the page is read again, which the ended session may not. */
async function leave(): Promise<void> {
  await remove('/api/session').catch(() => {})
  // A full load, so that nothing of this session stays in memory.
  location.assign('/sign-in')
}

const schemes = ['auto', 'light', 'dark'] as const

function readScheme(word: string): (typeof schemes)[number] {
  return schemes.find((scheme) => scheme === word) ?? 'auto'
}
