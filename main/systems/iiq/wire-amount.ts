import { formatDecimal } from '../../../contract/money.ts'

/** The amount as it is written on the wire: a JSON number, made from integer cents without a float. */
export function wireAmount(amountCents: number, unit: 'dollars' | 'cents'): string {
  return unit === 'cents' ? String(amountCents) : formatDecimal(amountCents)
}
