import { formatDecimal, parseCents } from '../../contract/money.ts'

/** An amount as people type it, as plain decimal text: `$1,240.5` becomes `1240.5`, `−5` becomes `-5`. What is no amount stays what it was. */
export function plainAmount(typed: string): string {
  const bare = typed.replace(/[$\s]/g, '').replace('−', '-').replace(/^\+/, '')
  return /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(',', '') : bare
}

/** Cents of an amount as a clerk types it; null when it is none. Never rounds (M1). */
export function typedCents(typed: string): number | null {
  const parsed = parseCents(plainAmount(typed))
  return parsed.kind === 'cents' ? parsed.cents : null
}

/** Cents as a field shows them: `12.50`. */
export function amountText(cents: number): string {
  return formatDecimal(cents)
}

/** What is wrong with a typed amount that must be above zero, or null. */
export function amountTrouble(typed: string): string | null {
  const cents = typedCents(typed)
  if (cents === null) return 'Enter an amount such as 12.50.'
  return cents > 0 ? null : 'Enter an amount above $0.00.'
}
