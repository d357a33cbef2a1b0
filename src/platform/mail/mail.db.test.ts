import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#platform/db/transaction.ts'
import {
  addAccount,
  addCluster,
  addHat,
  type Browser,
  mailsTo,
  openTestHouse,
  signInAs,
  type TestHouse,
} from '#platform/identity/factory.ts'
import type { Letter } from './letter.ts'
import { sendMail } from './send.ts'

const letter = (_language: 'en' | 'et', data: { words: string }): Letter => ({
  subject: 'A letter',
  paragraphs: [data.words],
})

/** A mail server that takes letters in, or refuses them, as told. */
async function openPostOffice() {
  const office = { letters: [] as string[], recipients: [] as string[], refuses: 0 }
  const server: Server = createServer((socket) => {
    let isLetter = false
    let letterSoFar = ''
    socket.on('error', () => {})
    socket.write('220 post office\r\n')
    socket.on('data', (chunk) => {
      if (isLetter) {
        letterSoFar += chunk.toString()
        if (!letterSoFar.endsWith('\r\n.\r\n')) return
        office.letters.push(letterSoFar)
        isLetter = false
        letterSoFar = ''
        socket.write('250 taken\r\n')
        return
      }
      for (const line of chunk.toString().trim().split('\r\n')) {
        if (line.startsWith('RCPT')) {
          office.recipients.push(line)
          if (office.refuses > 0) {
            office.refuses -= 1
            socket.write('451 try later: canary-in-the-answer\r\n')
            continue
          }
        }
        if (line.startsWith('DATA')) isLetter = true
        socket.write(line.startsWith('DATA') ? '354 go on\r\n' : '250 fine\r\n')
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { office, url: `smtp://127.0.0.1:${port}`, close: () => server.close() }
}

let post: Awaited<ReturnType<typeof openPostOffice>>
let world: TestHouse
let clusterId: string
let staff: Browser
let number = 0
let recipient: string

beforeAll(async () => {
  post = await openPostOffice()
  world = await openTestHouse({ smtpUrl: post.url, mailFrom: 'Talgud <talgud@home.example>' })
  clusterId = await addCluster(world, 'home')
  await addHat(world, clusterId, await addAccount(world, 'staff@home.example'), 'cluster-staff')
  staff = world.browser()
  await signInAs(staff, 'staff@home.example')
})
afterAll(async () => {
  await world.close()
  post.close()
})
beforeEach(() => {
  number += 1
  recipient = `reader${number}@rebane.example`
})

const scope = () => ({ clusterId, accountId: '', role: 'system', companyId: null })
const send = (words: string, hasSecret = false) =>
  inTransaction(world.house.pool, scope(), (tx) =>
    sendMail(tx, clusterId, { to: recipient, template: letter, language: 'en', data: { words }, hasSecret }),
  )

async function statusOf(id: string, wanted: string): Promise<Record<string, unknown>> {
  for (let patience = 500; ; patience -= 1) {
    const { rows } = await world.owner.query('SELECT * FROM mail WHERE id = $1', [id])
    if (rows[0]?.status === wanted) return rows[0]
    if (patience === 0) throw new Error(`the mail stayed ${rows[0]?.status}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

describe('a mail', () => {
  test('goes out to its one reader', async () => {
    const row = await statusOf(await send('Tere tulemast!'), 'sent')

    expect(post.office.recipients.filter((line) => line.includes(recipient))).toEqual([
      `RCPT TO:<${recipient}>`,
    ])
    const [arrived] = post.office.letters.filter((text) => text.includes(recipient))
    expect(arrived).toContain(`To: ${recipient}`)
    expect(arrived).toContain('From: Talgud <talgud@home.example>')
    expect(arrived).toContain('Subject: A letter')
    expect(row).toMatchObject({ body_text: 'Tere tulemast!\n', failure: null, sent_at: expect.any(Date) })
  })

  test('that can be ended says so to the mail program', async () => {
    const id = await inTransaction(world.house.pool, scope(), (tx) =>
      sendMail(tx, clusterId, {
        to: recipient,
        template: letter,
        language: 'et',
        data: { words: 'Tere!' },
        unsubscribeUrl: 'https://talgud.example/unsubscribe/abc',
      }),
    )
    const row = await statusOf(id, 'sent')

    const [arrived] = post.office.letters.filter((text) => text.includes(recipient))
    expect(arrived).toContain('List-Unsubscribe: <https://talgud.example/unsubscribe/abc>')
    expect(arrived).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(row.body_text).toBe(
      'Tere!\n\nÄra saada enam selliseid kirju: https://talgud.example/unsubscribe/abc\n',
    )
  })

  test('takes its attachments along, byte for byte', async () => {
    const bytes = Buffer.from('%PDF-1.7 õ\0 canary')
    const file = { name: 'Arve õ "1".pdf', mediaType: 'application/pdf', bytes: bytes.byteLength }
    const sha256 = await world.house.files.put(bytes)
    const id = await inTransaction(world.house.pool, scope(), (tx) =>
      sendMail(tx, clusterId, {
        to: recipient,
        template: letter,
        language: 'en',
        data: { words: 'See the file.' },
        attachments: [{ ...file, sha256 }],
      }),
    )
    await statusOf(id, 'sent')

    const [arrived = ''] = post.office.letters.filter((text) => text.includes(recipient))
    const read = await (await staff.ask('GET', `/api/mail/${id}`)).json()
    const kept = await staff.ask('GET', `/api/mail/${id}/attachments/0`)
    const none = await staff.ask('GET', `/api/mail/${id}/attachments/1`)

    expect(arrived).toContain('Content-Type: application/pdf')
    expect(arrived.replaceAll('\r\n', '')).toContain(bytes.toString('base64'))
    expect(read.attachments).toEqual([{ position: 0, ...file }])
    expect(Buffer.from(await kept.arrayBuffer()).equals(bytes)).toBe(true)
    expect(kept.headers.get('content-disposition')).toContain('attachment')
    expect(none.status).toBe(404)
  })

  test('lets nobody but staff send a file along', async () => {
    const sha256 = await world.house.files.put(Buffer.from('theirs'))
    const asMember = { clusterId, accountId: '', role: 'company-admin', companyId: null }
    const file = { sha256, name: 'x.pdf', mediaType: 'application/pdf', bytes: 6 }

    const sending = inTransaction(world.house.pool, asMember, (tx) =>
      sendMail(tx, clusterId, {
        to: recipient,
        template: letter,
        language: 'en',
        data: { words: '' },
        attachments: [file],
      }),
    )

    await expect(sending).rejects.toThrow()
  })

  test('exists only when its transaction commits', async () => {
    const broken = inTransaction(world.house.pool, scope(), async (tx) => {
      await sendMail(tx, clusterId, {
        to: recipient,
        template: letter,
        language: 'en',
        data: { words: 'never' },
      })
      throw new Error('after all not')
    })

    await expect(broken).rejects.toThrow('after all not')
    await statusOf(await send('after'), 'sent')
    expect(await mailsTo(world, recipient)).toHaveLength(1)
    expect(post.office.letters.join()).not.toContain('never')
  })

  test('with a sign-in link is erased once sent', async () => {
    const row = await statusOf(await send('canary-link', true), 'sent')

    expect(row).toMatchObject({ body_text: '', body_html: '', has_secret: true })
    expect(post.office.letters.join()).toContain('canary-link')
  })

  test('is tried again when the mail server refuses, and the log repeats nothing it said', async () => {
    post.office.refuses = 1
    const id = await send('canary-in-the-letter')
    const row = await statusOf(id, 'sent')

    expect(row.failure).toBe(null)
    expect(world.log.join('\n')).toContain('A mail could not be delivered: EENVELOPE 451')
    expect(world.log.join('\n')).not.toContain('canary-in')
  })

  test('to anything but one address is never written', async () => {
    recipient = 'reader@rebane.example\r\nBcc: eve@evil.example'
    await expect(send('x')).rejects.toThrow('not one e-mail address')
  })
})

describe('the mail page', () => {
  test('shows staff what was sent, and nothing of another cluster', async () => {
    const away = await addCluster(world, `away${number}`)
    await addHat(world, away, await addAccount(world, `staff${number}@away.example`), 'cluster-manager')
    const stranger = world.browser()
    await signInAs(stranger, `staff${number}@away.example`)
    const id = await send('Hello')
    await statusOf(id, 'sent')

    const list = await (await staff.ask('GET', '/api/mail')).json()
    const one = await (await staff.ask('GET', `/api/mail/${id}`)).json()
    const foreign = await stranger.ask('GET', `/api/mail/${id}`)
    const missing = await stranger.ask('GET', '/api/mail/00000000-0000-7000-8000-000000000000')

    const heading = {
      id,
      recipient,
      subject: 'A letter',
      status: 'sent',
      hasSecret: false,
      failure: null,
      createdAt: expect.any(String),
      sentAt: expect.any(String),
    }
    expect(list.items[0]).toEqual(heading)
    expect(one).toEqual({ ...heading, text: 'Hello\n', html: '<p>Hello</p>\n', attachments: [] })
    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect((await (await stranger.ask('GET', '/api/mail')).json()).items).toEqual([])
  })

  test('is closed to everybody else', async () => {
    await addHat(world, clusterId, await addAccount(world, `auditor${number}@home.example`), 'auditor')
    const auditor = world.browser()
    await signInAs(auditor, `auditor${number}@home.example`)

    expect((await auditor.ask('GET', '/api/mail')).status).toBe(403)
    expect((await world.browser().ask('GET', '/api/mail')).status).toBe(401)
  })
})
