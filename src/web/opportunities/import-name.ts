import type { Text } from '#web/ui/text.ts'
import type { en } from './en.ts'
import type { Import } from './shapes.ts'

/** The file an import came from; those without one get a name people understand. */
export function importName(t: Text<typeof en>, { name, source }: Pick<Import, 'name' | 'source'>): string {
  if (source === 'demo') return t('import.demoName')
  return name === 'command line' ? t('import.commandName') : name
}
