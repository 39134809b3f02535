import { Button } from '@mantine/core'
import { formatMoney } from '../../../contract/money.ts'
import type { FeeRow } from '../../../contract/rows/fee.ts'
import { useMay } from '../../api/may.ts'
import { countWords } from '../../format/count.ts'
import { useOfficeAsk } from '../../office/office-asks.tsx'

/** What can be done with several fees together: one payment for those of a student, a waiver for any. Each button says how many and how much. */
export function FeeSelection({ rows, clear }: { rows: readonly FeeRow[]; clear: () => void }) {
  const ask = useOfficeAsk()
  const may = useMay()
  const open = rows.filter(row => row.balanceCents > 0 && row.status !== 'void')
  if (open.length === 0) return null
  const what = `${countWords(open.length, 'fee')}, ${formatMoney(open.reduce((sum, row) => sum + row.balanceCents, 0))}`
  return (
    <>
      {may('payments.create') && areOfOneStudent(open) ? (
        <Button onClick={() => ask({ kind: 'pay', fees: open.toSorted(byDueDay), onDone: clear })}>
          Take payment for {what}
        </Button>
      ) : null}
      {may('fees.modify') ? (
        <Button variant="default" onClick={() => ask({ kind: 'waive', fees: rows, onDone: clear })}>
          Waive {what}
        </Button>
      ) : null}
    </>
  )
}

/** One payment is of one student. Two people can carry one School Id, so the name counts too. */
function areOfOneStudent(rows: readonly FeeRow[]): boolean {
  return new Set(rows.map(row => `${row.studentId} ${row.student}`)).size === 1
}

function byDueDay(a: FeeRow, b: FeeRow): number {
  return a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0
}
