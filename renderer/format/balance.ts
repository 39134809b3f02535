import { formatMoney } from '../../contract/money.ts'

/** What is owed, with a credit in words: `$12.00`, `credit $4.00`. */
export function balanceWords(cents: number): string {
  return cents < 0 ? `credit ${formatMoney(-cents)}` : formatMoney(cents)
}
