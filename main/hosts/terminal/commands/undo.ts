import { formatMoney } from '../../../../contract/money.ts'
import type { UndoItem, UndoView } from '../../../../contract/rows/undo.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import { moneyColumn, textTable } from '../text-table.ts'

/** `runs undo ID`: shows what would be taken back, and with `--approve` does it. */
export const undoRun = calling('runs.undo', {
  request: input => ({ id: input.operand('ID'), ...given({ approve: input.flag('approve') || undefined }) }),
  words: undoWords,
})

function undoWords({ fees, balanceCents, items, leftFees, left, applied }: UndoView): string {
  const moved = `${fees} ${fees === 1 ? 'fee' : 'fees'}, balances by ${formatMoney(balanceCents)}`
  const head = applied === null ? `Would change ${moved}.` : `Changed ${moved}, in run ${applied.runId}.`
  const parts = [head, itemTable(items)]
  if (leftFees > 0) parts.push(`\nLeft as they are: ${leftFees}`, itemTable(left))
  if (applied === null && fees > 0) parts.push('\nAdd --approve to do it.')
  return parts.join('\n')
}

function itemTable(items: readonly UndoItem[]): string {
  return textTable(
    items,
    [
      { head: 'FEE', of: item => item.feeId },
      { head: 'STUDENT', of: item => item.student },
      moneyColumn('BALANCE', item => item.balanceCents),
      { head: 'WHAT', of: item => item.message },
    ],
    'none',
  )
}
