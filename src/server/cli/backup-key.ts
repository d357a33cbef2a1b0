import { readFileSync, writeFileSync } from 'node:fs'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { BackupKey } from '#platform/backup/sealed-file.ts'

/** The key from `--key FILE`, else from the setting; a line that begins with # is a remark, as age writes them. */
export function readKey(file: string | undefined): BackupKey {
  const text = file === undefined ? process.env.TALGUD_BACKUP_KEY : readFileIfThere(file)
  const key = text
    ?.split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'))
  if (key) return key
  if (file !== undefined) throw new Error(`There is no key in ${file}.`)
  throw new Error(
    'A backup is always sealed. Give the key with --key FILE or TALGUD_BACKUP_KEY: a passphrase, or a key made by talgud backup-key.',
  )
}

/** Makes a pair of keys: the secret one goes into the file, the public one is printed. */
export async function makeKey([file]: string[]): Promise<number> {
  if (!file) throw new Error('Name the file for the secret key.')
  const secret = await generateX25519Identity()
  const open = await identityToRecipient(secret)
  writeFileSync(
    file,
    `# Opens the backups of Talgud. Keep it away from the server.\n# public key: ${open}\n${secret}\n`,
    {
      mode: 0o600,
      flag: 'wx',
    },
  )
  console.log(
    `The secret key is in ${file}. Keep it where the server is not: without it no backup can be opened.`,
  )
  console.log(`On the server, this public key seals and cannot open:\n  TALGUD_BACKUP_KEY=${open}`)
  return 0
}

function readFileIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`There is no file ${file}.`)
  }
}
