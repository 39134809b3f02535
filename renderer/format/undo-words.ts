import { formatMoney } from '../../contract/money.ts'

/** What undoing does to what is owed: `$612.00 back to owed`, `$40.00 no longer owed`. */
export function owedWords(balanceCents: number): string {
  if (balanceCents === 0) return 'nothing owed changes'
  return balanceCents > 0 ? `${formatMoney(balanceCents)} back to owed` : `${formatMoney(-balanceCents)} no longer owed`
}
