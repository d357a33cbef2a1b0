import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconShieldLock } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { remove } from '#web/ui/api.ts'
import type { Signed } from '#web/ui/session.ts'
import { languages, useLanguage } from '#web/ui/text.ts'
import { names, useLanguageChoice } from './LanguageSwitch.tsx'
import classes from './Shell.module.css'
import { useText } from './text.ts'

/** One's own matters: security, language, colours, the way out. */
export function AccountMenu({ signed }: { signed: Signed }) {
  const t = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const language = useLanguage()
  const chooseLanguage = useLanguageChoice()
  const leave = useMutation({
    mutationFn: () => remove('/api/session'),
    // A full load, so that nothing of this session stays in memory.
    onSettled: () => location.assign('/sign-in'),
  })
  const { name, email } = signed.account

  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <UnstyledButton className={classes.avatar} aria-label={t('account.menu', { name })}>
          <Avatar aria-hidden name={name} color="spruce" size={36} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.whoami}>
          <Text fw={560}>{name}</Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </div>
        <Menu.Item component={Link} to="/account" leftSection={<IconShieldLock size={18} aria-hidden />}>
          {t('account.security')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('account.colours')}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            closeMenuOnClick={false}
            className={classes.choice}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`account.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('account.language')}</Menu.Label>
        {languages.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            role="menuitemradio"
            aria-checked={language === one}
            closeMenuOnClick={false}
            className={classes.choice}
            onClick={() => chooseLanguage(one)}
          >
            {names[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => leave.mutate()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
