/** A sum of money in whole cents (hundredths of the currency), so that sums add up exactly. */
export type Money = { cents: number; currency: Currency }

/** ISO 4217. */
export type Currency = string

export function isCurrencyForm(text: string): boolean {
  return /^[A-Z]{3}$/.test(text)
}

export function money(cents: number, currency: Currency): Money {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`cents must be a whole number, got ${cents}`)
  if (!isCurrencyForm(currency)) throw new RangeError(`currency must be an ISO 4217 code, got ${currency}`)
  return { cents, currency }
}

/** Adds sums of one currency. An empty list has no currency, so it needs the one to answer in. */
export function addMoney(sums: readonly Money[], currency: Currency): Money {
  const stranger = sums.find((sum) => sum.currency !== currency)
  if (stranger) throw new RangeError(`cannot add ${stranger.currency} to ${currency}`)
  return money(
    sums.reduce((total, sum) => total + sum.cents, 0),
    currency,
  )
}

/**
 * Splits a sum by weights so that the parts add up to it to the cent (largest remainder method, Hamilton 1792;
 * equal remainders go to the earlier part). With no weight at all the parts are equal.
 */
export function shareMoney(sum: Money, weights: readonly number[]): Money[] {
  return shareCents(sum.cents, weights).map((cents) => money(cents, sum.currency))
}

/** As `shareMoney`, on bare whole numbers. */
export function shareCents(cents: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new RangeError('cannot share among nobody')
  const bad = weights.find((weight) => !Number.isFinite(weight) || weight < 0)
  if (bad !== undefined) throw new RangeError(`a weight must be zero or more, got ${bad}`)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const exact = weights.map((weight) => (total === 0 ? cents / weights.length : (cents * weight) / total))
  // Towards zero, so that a refund splits like the payment it takes back.
  const parts = exact.map((part) => Math.trunc(part))
  const rest = cents - parts.reduce((sum, part) => sum + part, 0)
  const step = Math.sign(rest)
  const byRemainder = exact
    .map((part, at) => ({ at, remainder: Math.abs(part - Math.trunc(part)) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (let given = 0; given < Math.abs(rest); given += 1) {
    const at = byRemainder[given % byRemainder.length]?.at ?? 0
    parts[at] = (parts[at] ?? 0) + step
  }
  return parts
}
