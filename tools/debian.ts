import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs a Debian package when this is Debian and we are root; false when not, or when it failed. */
export function debianInstall(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false

  // In run level 1 Debian installs its PostgreSQL without starting a server of its own.
  const env = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    RUNLEVEL: '1',
  }
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  return run('update', '-qq') && run('install', '-y', '-qq', '--no-install-recommends', name)
}
