import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { FeeRow } from '../../../contract/rows/fee.ts'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { studentFees } from '../../api/students.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { dayWords } from '../../format/time.ts'
import { feeStatusWords, feeTone } from '../../format/tones.ts'
import { hashOf, OPEN } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'

/** Every fee of a student, each a link to its story. */
export function StudentFees({ student }: { student: StudentRow }) {
  const fees = useQuery(studentFees(student.id))
  if (fees.data === undefined) {
    return (
      <PanelSection title="Fees">
        <p className="fb-soft" role="status">
          {fees.error === null ? 'Loading the fees…' : sentenceOf(fees.error)}
        </p>
      </PanelSection>
    )
  }
  const { items, next } = fees.data
  if (items.length === 0) {
    return (
      <PanelSection title="Fees">
        <p>No fee has come in for this student.</p>
      </PanelSection>
    )
  }
  return (
    <PanelSection title={next === null ? countWords(items.length, 'fee') : `The newest ${items.length} fees`}>
      <OverdueLine fees={items} />
      <FeeTable fees={items} />
      <p>
        <a href={hashOf('fees', { student: student.schoolId ?? student.id })}>
          {next === null ? 'Show them in Fees' : 'Show all of them in Fees'}
        </a>
      </p>
    </PanelSection>
  )
}

function OverdueLine({ fees }: { fees: readonly FeeRow[] }) {
  const overdue = fees.filter(fee => fee.overdue)
  if (overdue.length === 0) return null
  const cents = overdue.reduce((sum, fee) => sum + fee.balanceCents, 0)
  return (
    <p>
      <StateBadge tone="warn" words={`${countWords(overdue.length, 'fee')} overdue: ${formatMoney(cents)}`} />
    </p>
  )
}

function FeeTable({ fees }: { fees: readonly FeeRow[] }) {
  return (
    <table className="fb-plain fb-items">
      <thead>
        <tr>
          <th scope="col">Fee</th>
          <th scope="col">Due</th>
          <th scope="col" className="fb-end">
            Amount
          </th>
          <th scope="col" className="fb-end">
            Balance
          </th>
        </tr>
      </thead>
      <tbody>
        {fees.map(fee => (
          <tr key={fee.id}>
            <th scope="row" className="fb-wrap">
              <a href={hashOf('fees', { [OPEN]: fee.id })}>{fee.name}</a>
              <div>
                <StateBadge tone={feeTone(fee.status)} words={feeStatusWords(fee.status)} />
              </div>
            </th>
            <td>
              {dayWords(fee.dueOn)}
              {fee.overdue ? <div className="fb-overdue">overdue</div> : null}
            </td>
            <td className="fb-end">{formatMoney(fee.amountCents)}</td>
            <td className="fb-end">{balanceWords(fee.balanceCents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
