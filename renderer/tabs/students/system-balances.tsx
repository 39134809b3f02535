import { formatMoney } from '../../../contract/money.ts'
import type { StudentPage } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { balanceWords } from '../../format/balance.ts'
import { countDigits } from '../../format/count.ts'
import { PanelSection } from '../../ui/side-panel.tsx'

/** What is owed by the system that the fees came from; voided fees are left out. */
export function SystemBalances({ page: { systems, student } }: { page: StudentPage }) {
  if (systems.length === 0) return null
  return (
    <PanelSection title="Balance by system">
      <table className="fb-plain">
        <thead>
          <tr>
            <th scope="col">From</th>
            {['Fees', 'Charged', 'Paid', 'Waived', 'Balance'].map(head => (
              <th key={head} scope="col" className="fb-end">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {systems.map(each => (
            <tr key={each.system}>
              <th scope="row">{SYSTEM_NAMES[each.system]}</th>
              <td className="fb-end">{countDigits(each.fees)}</td>
              <td className="fb-end">{formatMoney(each.amountCents)}</td>
              <td className="fb-end">{formatMoney(each.paidCents)}</td>
              <td className="fb-end">{formatMoney(each.waivedCents)}</td>
              <td className="fb-end">{balanceWords(each.balanceCents)}</td>
            </tr>
          ))}
        </tbody>
        {systems.length === 1 ? null : (
          <tfoot>
            <tr>
              <th scope="row" colSpan={5}>
                All
              </th>
              <td className="fb-end">{balanceWords(student.balanceCents)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </PanelSection>
  )
}
