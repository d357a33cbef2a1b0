import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSealed, sealInto } from './sealed-file.ts'

let folder: string
let secretKey: string
let publicKey: string
// Does not shrink when packed, and fills several of the seal's pieces of 64 KB.
const content = createHash('shake256', { outputLength: 400_000 }).update('any').digest()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'talgud-seal-'))
  secretKey = await generateX25519Identity()
  publicKey = await identityToRecipient(secretKey)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const seal = (name: string, key: string, bytes: Buffer = content) =>
  sealInto(at(name), key, Readable.from([bytes]))

async function open(name: string, key: string): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of await openSealed(at(name), key)) parts.push(part)
  return Buffer.concat(parts)
}

test('what a passphrase sealed, only this passphrase opens', async () => {
  await seal('phrase', 'neli juhuslikku sõna siin')

  expect((await open('phrase', 'neli juhuslikku sõna siin')).equals(content)).toBe(true)
  await expect(open('phrase', 'neli juhuslikku sõna seal')).rejects.toThrow(
    'sealed with another passphrase or key',
  )
  expect(readFileSync(at('phrase')).includes(content.subarray(0, 64))).toBe(false)
})

test('what a public key sealed, its secret key opens and it cannot open itself', async () => {
  await seal('pair', publicKey)

  expect((await open('pair', secretKey)).equals(content)).toBe(true)
  await expect(open('pair', publicKey)).rejects.toThrow('can only seal')
  await expect(open('pair', await generateX25519Identity())).rejects.toThrow('another passphrase or key')
})

test('a byte changed anywhere, a piece lost, moved, doubled or added is found', async () => {
  await seal('whole', publicKey)
  const whole = readFileSync(at('whole'))
  const piece = 65_552
  const head = whole.length - piece * Math.floor(whole.length / piece)
  const tampered: Buffer[] = []
  for (let place = 0; place < whole.length; place += Math.ceil(whole.length / 60)) {
    const copy = Buffer.from(whole)
    copy[place] = (copy[place] ?? 0) ^ 1
    tampered.push(copy)
  }
  for (const length of [whole.length - 1, whole.length - piece, head + piece, 100, 0]) {
    tampered.push(whole.subarray(0, length))
  }
  const body = whole.subarray(whole.indexOf('\n---') + 49 + 16)
  const start = whole.subarray(0, whole.length - body.length)
  const [one, two, rest] = [
    body.subarray(0, piece),
    body.subarray(piece, 2 * piece),
    body.subarray(2 * piece),
  ]
  tampered.push(Buffer.concat([start, two, one, rest]))
  tampered.push(Buffer.concat([start, one, one, two, rest]))
  tampered.push(Buffer.concat([start, one, rest]))
  tampered.push(Buffer.concat([whole, Buffer.from('x')]))

  const opened: number[] = []
  for (const [index, bytes] of tampered.entries()) {
    writeFileSync(at('tampered'), bytes)
    await open('tampered', secretKey).then(
      () => opened.push(index),
      (error: Error) => expect(error.message).toMatch(/damaged|not a backup|another passphrase or key/),
    )
  }

  expect(tampered.length).toBeGreaterThan(60)
  expect(opened).toEqual([])
})

test('a weak key, a name that is taken and a source that fails leave no file behind', async () => {
  await expect(seal('weak', 'short')).rejects.toThrow('at least 12 characters')
  await seal('taken', publicKey)
  await expect(seal('taken', publicKey)).rejects.toThrow('already')
  const broken = Readable.from(
    (async function* () {
      yield content
      throw new Error('the disk is full')
    })(),
  )
  await expect(sealInto(at('half'), publicKey, broken)).rejects.toThrow('the disk is full')

  expect(readdirSync(folder).filter((name) => /weak|half/.test(name))).toEqual([])
})
