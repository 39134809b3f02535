import { formatMoney } from '../../contract/money.ts'
import { countWords } from '../format/count.ts'

/** Whom a charge of many reaches: an owner of two assets is charged for each. */
export function whomWords(target: string, count: number): string {
  return target === 'assets' ? `the owners of ${countWords(count, 'asset')}` : countWords(count, 'student')
}

/** What stands below the form before many are charged, with the names that lead to nobody. */
export function foundWords(target: string, count: number, problems: number): string {
  if (problems === 0 && count === 0) return 'Nobody is found there.'
  if (problems === 0) {
    const whom = whomWords(target, count)
    return `${whom.charAt(0).toUpperCase()}${whom.slice(1)} will be charged.`
  }
  const found = countWords(count, target === 'assets' ? 'asset' : 'student')
  return `${found} found; ${countWords(problems, 'name')} ${problems === 1 ? 'leads' : 'lead'} to nobody:`
}

/** What the button says, with the sum; `count` is null while it is not known whom it reaches, and 0 names nobody. */
export function chargeWords(target: string, count: number | null, cents: number): string {
  if (cents <= 0 || count === null || count === 0) return 'Charge'
  return target === 'one'
    ? `Charge ${formatMoney(cents)}`
    : `Charge ${whomWords(target, count)}, ${formatMoney(count * cents)}`
}
