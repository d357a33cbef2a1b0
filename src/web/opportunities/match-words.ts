import * as z from 'zod'

const source = z.object({
  kind: z.enum(['capability', 'product', 'reference']),
  id: z.string(),
  name: z.string(),
  year: z.number().optional(),
})
export type Source = z.output<typeof source>

const share = z.number()
const reason = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cpv'),
    share,
    code: z.string(),
    noticeCpv: z.string(),
    companyCpv: z.string(),
    source,
  }),
  z.object({ kind: z.literal('words'), share, words: z.array(z.string()), source }),
  z.object({ kind: z.literal('meaning'), share, noticeWords: z.array(z.string()), source }),
  z.object({ kind: z.literal('buyer'), share, buyer: z.string(), source }),
  z.object({ kind: z.literal('country'), share, country: z.string(), how: z.enum(['seat', 'export']) }),
  z.object({ kind: z.literal('place'), share, nuts: z.string() }),
])
export type WhyReason = z.output<typeof reason>

/** The reasons this page has words for, weightiest first. */
export function readReasons(why: readonly unknown[]): WhyReason[] {
  return why.flatMap((one) => {
    const read = reason.safeParse(one)
    return read.success ? [read.data] : []
  })
}

const clearance = z.enum(['unknown', 'none', 'restricted', 'confidential', 'secret', 'top-secret'])
const money = z.object({ cents: z.number(), currency: z.string() })
const verdict = z.enum(['ok', 'unknown', 'not'])
const check = z.discriminatedUnion('check', [
  z.object({
    check: z.literal('kind'),
    verdict,
    reason: z.enum(['open-call', 'early-notice', 'no-call', 'kind-not-stated']),
  }),
  z.object({
    check: z.literal('country'),
    verdict,
    reason: z.enum(['open-to-all', 'seat-allowed', 'seat-not-allowed', 'seat-unknown']),
    data: z.object({ seat: z.string(), allowed: z.array(z.string()) }),
  }),
  z.object({
    check: z.literal('market'),
    verdict,
    reason: z.enum(['home', 'exports-there', 'new-market', 'place-unknown']),
    data: z.object({ countries: z.array(z.string()) }),
  }),
  z.object({
    check: z.literal('clearance'),
    verdict,
    reason: z.enum(['not-demanded', 'demand-unknown', 'held', 'too-low', 'held-unknown']),
    data: z.object({ demanded: clearance, held: clearance }),
  }),
  z.object({
    check: z.literal('deadline'),
    verdict,
    reason: z.enum(['enough-time', 'too-near', 'passed', 'not-stated']),
  }),
  z.object({
    check: z.literal('value'),
    verdict,
    reason: z.enum([
      'within-reach',
      'may-fall-short',
      'too-large-alone',
      'value-unknown',
      'company-unknown',
      'other-currency',
    ]),
    data: z.object({ value: money.optional(), turnover: money.optional() }),
  }),
])
export type Check = z.output<typeof check>

/** The checks this page has words for: what shuts the door first, then what must be asked, then what is met. */
export function readChecks(eligibility: readonly unknown[]): Check[] {
  const order = ['not', 'unknown', 'ok']
  return eligibility
    .flatMap((one) => {
      const read = check.safeParse(one)
      return read.success ? [read.data] : []
    })
    .sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
}

/** The reasons that say something of the company itself; a shared country alone tells little. */
export function tellingReasons(reasons: readonly WhyReason[]): WhyReason[] {
  const telling = reasons.filter((one) => one.kind !== 'country' && one.kind !== 'place')
  return telling.length > 0 ? telling : [...reasons]
}

/** Words people read at a glance; the same word in another case or twice says nothing more. */
export function fewWords(words: readonly string[], most = 6): string {
  const seen = new Map(words.map((word) => [word.toLowerCase(), word.toLowerCase()]))
  return [...seen.values()].slice(0, most).join(', ')
}

/** The codes whose meaning a list of reasons needs. */
export function codesIn(reasons: readonly WhyReason[]): string[] {
  return reasons.flatMap((one) => (one.kind === 'cpv' ? [one.code, one.noticeCpv, one.companyCpv] : []))
}
