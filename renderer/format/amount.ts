import { formatDecimal, parseCents } from '../../contract/money.ts'

/** Cents of an amount as a clerk types it ("12.50", "$1,200", "−5"); null when it is none. Never rounds. */
export function typedCents(text: string): number | null {
  const plain = text
    .trim()
    .replace('−', '-')
    .replace(/^([+-]?)\s*\$\s*/, '$1')
    .replace(/^\+/, '')
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
  const parsed = parseCents(plain)
  return parsed.kind === 'cents' ? parsed.cents : null
}

/** Cents as a field shows them: `12.50`. */
export function typedAmount(cents: number): string {
  return formatDecimal(cents)
}

/** What is wrong with a typed amount that must be above zero, or null. */
export function amountTrouble(text: string): string | null {
  const cents = typedCents(text)
  if (cents === null) return 'Enter an amount such as 12.50.'
  return cents > 0 ? null : 'Enter an amount above $0.00.'
}
