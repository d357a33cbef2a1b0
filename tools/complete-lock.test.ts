import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type Lock, missingPlatforms, unchecked } from './complete-lock.ts'

const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lock

test('package-lock.json names every platform; if not, run: node tools/complete-lock.ts', () => {
  expect(missingPlatforms(lock)).toEqual({})
})

test('package-lock.json has the checksum of every package and no address to fetch it from', () => {
  const addresses = Object.values(lock.packages).filter((entry) => 'resolved' in entry)

  expect(unchecked(lock)).toEqual([])
  expect(addresses).toEqual([])
})

test('a forgotten platform gets its entry back from what its parent says', () => {
  const forgetful: Lock = {
    packages: {
      '': {},
      'node_modules/tool': {
        dev: true,
        optionalDependencies: {
          '@tool/linux-x64-gnu': '1.2.3',
          '@tool/linux-arm64-musl': '1.2.3',
          '@tool/darwin-arm64': '1.2.3',
        },
      },
      'node_modules/@tool/linux-x64-gnu': { version: '1.2.3' },
    },
  }

  expect(missingPlatforms(forgetful)).toEqual({
    'node_modules/@tool/linux-arm64-musl': {
      version: '1.2.3',
      cpu: ['arm64'],
      libc: ['musl'],
      dev: true,
      optional: true,
      os: ['linux'],
    },
    'node_modules/@tool/darwin-arm64': {
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    },
  })
})
