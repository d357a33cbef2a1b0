import writeWorkbook from 'write-excel-file/node'
import type { House } from '#platform/house.ts'
import type { Actor } from '#platform/identity/actor.ts'
import { workOff } from './jobs.ts'
import type { PlanInput } from './schema.ts'

type App = { request(input: string, init: RequestInit): Response | Promise<Response> }
type Person = {
  actor: Actor
  token: string
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}
type World = { app: App; house: House }
type List = {
  id: string
  status: string
  version: number
  plan: PlanInput
  headers: string[]
  outcomes: Record<string, number>
  refusal: { code: string; rows: { label: string }[] } | null
  counts: { added: number; changed: number } | null
  encoding: string
  sheets: { name: string; rows: number }[]
  isRemembered: boolean
}

/** A CSV file of these lines. */
export function csvOf(lines: readonly (readonly string[])[]): Uint8Array {
  const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return new TextEncoder().encode(lines.map((line) => line.map(quote).join(',')).join('\n'))
}

/** An XLSX file with these sheets. */
export async function xlsxOf(sheets: Record<string, (string | number | null)[][]>): Promise<Uint8Array> {
  const written = Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }))
  return new Uint8Array(await writeWorkbook(written).toBuffer())
}

/** Somebody of the staff with a list in hand: sends requests as the page would, and does the background's work at once. */
export function listKeeper({ app, house }: World, person: Person) {
  const answer = async (response: Response): Promise<List> => {
    if (response.status >= 300) throw new Error(`${response.status}: ${await response.text()}`)
    return (await response.json()) as List
  }
  const send = (bytes: Uint8Array, name = 'list.csv') =>
    app.request('http://localhost/api/member-imports', {
      method: 'POST',
      headers: { cookie: `__Host-talgud=${person.token}`, 'x-file-name': encodeURIComponent(name) },
      body: Uint8Array.from(bytes),
    })
  const read = async (id: string) => answer(await person.ask('GET', `/api/member-imports/${id}`))
  const work = async (id: string, task: 'check' | 'commit' | 'undo', leaveChanged = false) => {
    const { clusterId, accountId, role } = person.actor
    await workOff(house, { clusterId, importId: id, task, leaveChanged, accountId, role })
    return read(id)
  }
  const keeper = {
    send,
    read,
    work,
    upload: async (bytes: Uint8Array, name?: string) => answer(await send(bytes, name)),
    async plan(list: List, changes: Partial<PlanInput> = {}) {
      const response = await person.ask(
        'PUT',
        `/api/member-imports/${list.id}/plan`,
        { ...list.plan, ...changes },
        {
          'if-match': `"${list.version}"`,
        },
      )
      await answer(response)
      return work(list.id, 'check')
    },
    /** Uploads and compares with the columns as proposed. */
    async check(bytes: Uint8Array, changes: Partial<PlanInput> = {}, name?: string) {
      return keeper.plan(await keeper.upload(bytes, name), changes)
    },
    async rows(id: string, search = '') {
      const response = await person.ask('GET', `/api/member-imports/${id}/rows?${search}`)
      const body = (await response.json()) as { items: Row[] }
      return body.items
    },
    decide: (id: string, number: number, part: string, body: unknown) =>
      person.ask('PUT', `/api/member-imports/${id}/rows/${number}/${part}`, body),
    async commit(list: List) {
      const { version } = await read(list.id)
      const response = await person.ask('PUT', `/api/member-imports/${list.id}/commitment`, undefined, {
        'if-match': `"${version}"`,
      })
      await answer(response)
      return work(list.id, 'commit')
    },
    async undo(list: List, leaveChanged = false) {
      await answer(await person.ask('PUT', `/api/member-imports/${list.id}/undoing`, { leaveChanged }))
      return work(list.id, 'undo', leaveChanged)
    },
  }
  return keeper
}

export type Row = {
  number: number
  part: string
  outcome: string
  label: string
  ownerLabel: string | null
  targetId: string | null
  problems: { severity: string; code: string; cell?: string }[]
  candidates: {
    id: string
    label: string
    score: number
    signs: string[]
    against: string[]
    row: number | null
  }[]
  changes: {
    field: string
    before: unknown
    theirs: unknown
    after: unknown
    choice: string
    mayBoth: boolean
  }[]
  facts: Record<string, unknown>
}
