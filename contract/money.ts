// contract/ holds what may cross between processes: calls, events, rows, settings, errors, money. It imports nothing but zod and does no I/O.

/** Largest amount that is taken from outside, in cents: ten million dollars (M1). */
const MAX_AMOUNT_CENTS = 1_000_000_000

/** What reading an amount gives: integer cents, or why it cannot be read. */
export type ParsedCents = { kind: 'cents'; cents: number } | { kind: 'bad'; reason: string }

const DECIMAL_TEXT = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Reads integer cents from the decimal text of an amount in dollars, such as `40`, `40.5` or `-40.50` (M1).
 * Never rounds: more than two decimals, exponents, signs other than a leading minus, and anything beyond ±$10 million are refused.
 */
export function parseCents(decimalText: string): ParsedCents {
  const match = DECIMAL_TEXT.exec(decimalText)
  if (match === null) return { kind: 'bad', reason: 'is not a plain decimal number of dollars' }
  const [, minus, dollars = '', decimals = ''] = match
  if (decimals.length > 2) return { kind: 'bad', reason: 'has more than two decimals' }
  if (dollars.replace(/^0+/, '').length > 8) return { kind: 'bad', reason: 'is beyond $10,000,000.00' }
  const cents = Number(dollars) * 100 + Number(decimals.padEnd(2, '0'))
  if (cents > MAX_AMOUNT_CENTS) return { kind: 'bad', reason: 'is beyond $10,000,000.00' }
  return { kind: 'cents', cents: minus === '-' && cents !== 0 ? -cents : cents }
}

/** Integer cents as dollars with two decimals and no sign of currency, for wires and files: `-40.50`. */
export function formatDecimal(cents: number): string {
  const magnitude = Math.abs(cents)
  const text = `${Math.trunc(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}`
  return cents < 0 ? `-${text}` : text
}

/** Integer cents as a clerk reads them, with sign, unit and thousands: `−$1,240.50`. */
export function formatMoney(cents: number): string {
  const magnitude = Math.abs(cents)
  const dollars = String(Math.trunc(magnitude / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${cents < 0 ? '−' : ''}$${dollars}.${String(magnitude % 100).padStart(2, '0')}`
}
