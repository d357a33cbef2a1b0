import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from './client.ts'
import { type Ledger, note } from './ledger.ts'
import { archiveOfNotices } from './notice-files.ts'

/** Somebody who writes without pause until told to stop. */
export type Writer = (isOver: () => boolean) => Promise<void>

type Company = { id: string; products: { id: string; name: string; version: number }[] }
export type Real = { name: string; bytes: Uint8Array; files: number }

/** Adds companies and ten products to each; every create is repeated under its key until it is acknowledged. */
export function creator(client: Client, ledger: Ledger, name: string): Writer {
  return async (isOver) => {
    for (let round = 0; !isOver(); round += 1) {
      const companyName = `${name} company ${round}`
      const company = await create(client, ledger, '/api/companies', 'company', {
        legalName: companyName,
        country: 'EE',
      })
      for (let number = 0; company && number < 10 && !isOver(); number += 1) {
        await create(client, ledger, `/api/companies/${company.id}/products`, 'product', {
          name: `${companyName} product ${number}`,
          cpv: ['35000000'],
        })
      }
    }
  }
}

async function create(
  client: Client,
  ledger: Ledger,
  path: string,
  kind: 'company' | 'product',
  input: { legalName?: string; name?: string; country?: string; cpv?: string[] },
): Promise<Company | undefined> {
  const name = input.legalName ?? input.name ?? ''
  const key = `kills-${name.replaceAll(' ', '-')}`
  const { status, body, headers, cuts } = await client.insist('POST', path, input, { 'idempotency-key': key })
  if (status !== 201) {
    note(ledger, `creating a ${kind} answered ${status}`)
    return undefined
  }
  const company = body as Company
  const id = kind === 'company' ? company.id : company.products.find((one) => one.name === name)?.id
  if (id === undefined) note(ledger, `an answer to a create does not hold what was created (${name})`)
  ledger.created.set(name, { kind, id: id ?? '' })
  if (cuts > 0 && headers.has('idempotency-replayed')) ledger.storedUnacknowledged += 1
  return company
}

/** Changes one product over and over, each time over the version seen last. Several may do so to the same product. */
export function editor(
  client: Client,
  ledger: Ledger,
  companyId: string,
  name: string,
  share: string,
): Writer {
  return async (isOver) => {
    const productId = await productToEdit(client, ledger, companyId, share)
    const acknowledged = ledger.edited.get(productId) ?? new Map<number, string>()
    ledger.edited.set(productId, acknowledged)
    const path = `/api/companies/${companyId}`
    let version = await versionOf(client, path, productId)
    for (let round = 0; !isOver(); round += 1) {
      const text = `${name} edit ${round}`
      const sent = await client.send(
        'PUT',
        `${path}/products/${productId}`,
        { name: text, cpv: [] },
        { 'if-match': `"${version.number}"` },
      )
      if (!('cut' in sent) && sent.status === 200) {
        const other = acknowledged.get(version.number + 1)
        if (other !== undefined)
          note(ledger, `version ${version.number + 1} was given to both ${other} and ${text}`)
        acknowledged.set(version.number + 1, text)
        version = { number: version.number + 1, name: text }
        continue
      }
      const mayBeStored = 'cut' in sent || sent.status >= 500
      if (!mayBeStored && sent.status !== 412 && sent.status !== 429)
        note(ledger, `an edit answered ${sent.status}`)
      if (!('cut' in sent) && sent.status === 429) await sleep(1_000)
      version = await versionOf(client, path, productId)
      if (mayBeStored && version.name === text) ledger.storedUnacknowledged += 1
    }
  }
}

/** One product for all editors of a share: the create's key makes them meet. */
async function productToEdit(
  client: Client,
  ledger: Ledger,
  companyId: string,
  share: string,
): Promise<string> {
  const company = await create(client, ledger, `/api/companies/${companyId}/products`, 'product', {
    name: `product of ${share}`,
  })
  const id = company?.products.find((one) => one.name === `product of ${share}`)?.id
  if (id === undefined) throw new Error(`There is no product of ${share}.`)
  // From now on its name changes, so it is looked for by its edits only.
  ledger.created.delete(`product of ${share}`)
  return id
}

async function versionOf(
  client: Client,
  path: string,
  productId: string,
): Promise<{ number: number; name: string }> {
  const { body } = await client.insist('GET', path)
  const product = (body as Company).products.find((one) => one.id === productId)
  if (!product) throw new Error(`The product ${productId} is gone.`)
  return { number: product.version, name: product.name }
}

/** Sends archives of notices: new ones, now and then a real one again. */
export function importer(client: Client, ledger: Ledger, real: Real | undefined): Writer {
  return async (isOver) => {
    let from = 0
    for (let round = 0; !isOver(); round += 1) {
      const isReal = real !== undefined && round % 10 === 3
      const made = isReal ? undefined : await archiveOfNotices(from, 60 + (round % 5) * 20)
      from += made?.numbers.length ?? 0
      const bytes = made?.bytes ?? real?.bytes
      const name = isReal ? real.name : `invented-${round}.tar.gz`
      const { status, body, headers, cuts } = await client.insist('POST', '/api/notice-imports', bytes, {
        'x-file-name': name,
        'idempotency-key': `kills-import-${round}`,
      })
      if (status !== 202) note(ledger, `an import answered ${status}`)
      else {
        const numbers = made?.numbers ?? []
        const { id } = body as { id: string }
        ledger.imported.set(id, { name, numbers, files: made ? numbers.length : (real?.files ?? 0) })
        if (cuts > 0 && headers.has('idempotency-replayed')) ledger.storedUnacknowledged += 1
      }
      for (let pause = 0; pause < 50 && !isOver(); pause += 1) await sleep(100)
    }
  }
}
