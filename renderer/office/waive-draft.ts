import type { CallRequest } from '../../contract/calls.ts'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { amountText } from '../format/amount.ts'
import { countWords } from '../format/count.ts'

/**
 * What is waived on each fee: the amount of one, or with null all that was owed on each when the dialog was opened. Each is named, so that what is waived is
 * what stood on the button, also where a run or another clerk moved a balance meanwhile.
 */
export function waiverParts(open: readonly FeeRow[], cents: number | null): CallRequest<'fees.waive'>['parts'] {
  return open.map(fee => ({ id: fee.id, amount: amountText(cents ?? fee.balanceCents) }))
}

/** Whose fees they are, and which of what was selected owe nothing. */
export function owedLine(fees: readonly FeeRow[], open: readonly FeeRow[], owedCents: number): string {
  const students = new Set(open.map(fee => (fee.student === null ? fee.id : `${fee.studentId} ${fee.student}`)))
  const [first] = open
  const whose = students.size === 1 ? (first?.student ?? 'no student') : countWords(students.size, 'student')
  const rest = fees.length - open.length
  const leftOut =
    rest === 0 ? '' : ` ${countWords(rest, 'fee')} of the selection ${rest === 1 ? 'owes' : 'owe'} nothing.`
  return `${formatMoney(owedCents)} is owed by ${whose}.${leftOut}`
}
