import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import { useMay } from '../../api/may.ts'
import { creditsOf, openFeesOf } from '../../api/office.ts'
import { useOfficeAsk } from '../../office/office-asks.tsx'
import { StatementButton } from '../../office/statement-button.tsx'
import { useTakePayment } from '../../office/use-take-payment.ts'
import { useLetterKey } from '../../ui/letters.ts'

/** What the office does for a student: one payment over all that is owed, a new charge, the statement for the family. */
export function StudentActions({ student }: { student: StudentRow }) {
  const ask = useOfficeAsk()
  const may = useMay()
  const open = useQuery(openFeesOf(student.id))
  const fees = open.data ?? []
  const credits = useQuery(creditsOf(student.id)).data ?? []
  const canPay = fees.length > 0 && may('payments.create')
  const take = useTakePayment()
  useLetterKey('p', () => {
    if (open.data !== undefined) take(fees)
  })
  return (
    <div className="fb-offers">
      <div className="fb-buttons">
        {canPay ? (
          <Button size="xs" aria-keyshortcuts="P" onClick={() => take(fees)}>
            Take payment, {formatMoney(fees.reduce((sum, fee) => sum + fee.balanceCents, 0))} due
          </Button>
        ) : null}
        {may('fees.create') ? (
          <Button
            size="xs"
            variant="default"
            onClick={() => ask({ kind: 'charge', student: { id: student.id, name: student.name } })}
          >
            Charge a fee
          </Button>
        ) : null}
        {may('payments.modify') && fees.length > 0
          ? credits.map(fee => (
              <Button key={fee.id} size="xs" variant="default" onClick={() => ask({ kind: 'move', fee })}>
                Use the credit of {formatMoney(-fee.balanceCents)} on {fee.name}
              </Button>
            ))
          : null}
        <StatementButton personId={student.id} />
      </div>
    </div>
  )
}
