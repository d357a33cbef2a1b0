import { Button, CopyButton, Group, Text, Title } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import classes from './AccountPage.module.css'
import { useText } from './text.ts'

/** Shows the recovery codes the one time they can be seen. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useText()
  return (
    <div>
      <Title order={3}>{t('factor.codesTitle')}</Title>
      <Text mb="md">{t('factor.codesLead')}</Text>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group mt="lg" gap="xs">
        <Button onClick={onDone}>{t('factor.done')}</Button>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={download}>
          {t('factor.download')}
        </Button>
        <CopyButton value={codes.join('\n')}>
          {({ copy, copied }) => (
            <Button variant="default" leftSection={<IconCopy size={18} aria-hidden />} onClick={copy}>
              {copied ? '✓' : t('factor.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )

  function download() {
    const address = URL.createObjectURL(new Blob([`Talgud\n\n${codes.join('\n')}\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = address
    link.download = t('factor.fileName')
    link.click()
    URL.revokeObjectURL(address)
  }
}
