import { assertNever } from '../../contract/assert-never.ts'
import { formatMoney } from '../../contract/money.ts'
import type { SourceSystem } from '../../contract/tasks.ts'
import type { FeeSums } from './entry.ts'
import type { PlannedError } from './fee-plan.ts'
import type { BalanceQuestion } from './office.ts'

/** The key of a fee's question: by its system's key, or by its own id where it was made here. */
export function questionKey(question: BalanceQuestion, system: SourceSystem, key: string): string {
  return `question:${question}:${system}:${key}`
}

/** What a fee asks, as a sync error: one a fee and question. The actions' fee is filled in when it is raised. */
export function questionError(
  question: BalanceQuestion,
  fee: { key: string; name: string },
  sums: FeeSums,
): PlannedError {
  const shared = { key: fee.key, importSeq: null, again: false }
  switch (question) {
    case 'overpaid':
      return {
        ...shared,
        cause: 'overpaid',
        message: `${formatMoney(-sums.balanceCents)} more is paid on ${fee.name} than is due.`,
        remedy: 'Refund it, move it to another fee of the student, or keep it as credit.',
        actions: [{ kind: 'keep-credit', feeId: '' }],
      }
    case 'reopened':
      return {
        ...shared,
        cause: 'reopened',
        message: `Money was given back on ${fee.name}, and ${formatMoney(sums.balanceCents)} of it is unpaid now.`,
        remedy: 'Say whether it is owed again, or waived too.',
        actions: [
          { kind: 'owed-again', feeId: '' },
          { kind: 'waive-too', feeId: '' },
        ],
      }
    default:
      return assertNever(question)
  }
}
