import { formatMoney } from '../../contract/money.ts'

/** What is owed, with a credit in words: `$12.00`, `credit $4.00`. */
export function balanceWords(cents: number): string {
  return cents < 0 ? `credit ${formatMoney(-cents)}` : formatMoney(cents)
}

/** What a student owes in all, and where that is what is due less a credit, both: `Owes $1.50: $10.50 due, less a credit of $9.00`. */
export function accountWords(balanceCents: number, creditCents: number): string {
  const dueCents = balanceCents + creditCents
  const whole =
    balanceCents > 0
      ? `Owes ${formatMoney(balanceCents)}`
      : balanceCents < 0
        ? `Has a credit of ${formatMoney(-balanceCents)}`
        : 'Owes nothing'
  if (creditCents === 0 || dueCents <= 0) return whole
  return `${whole}: ${formatMoney(dueCents)} due, less a credit of ${formatMoney(creditCents)}`
}
