import { TextInput } from '@mantine/core'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { dayWords } from '../format/time.ts'
import { dueOn, partName } from './payment-draft.ts'
import type { PaymentDraft } from './use-payment.ts'

/** How what was received is split over the fees; each part can be changed. */
export function PaymentSplit({ fees, payment }: { fees: readonly FeeRow[]; payment: PaymentDraft }) {
  const { form, errors, totalCents } = payment
  return (
    <table className="fb-plain fb-parts">
      <caption className="fb-hidden">How it is split</caption>
      <thead>
        <tr>
          <th scope="col">Fee</th>
          <th scope="col" className="fb-end">
            Due
          </th>
          <th scope="col" className="fb-end">
            Pays now
          </th>
        </tr>
      </thead>
      <tbody>
        {fees.map(fee => (
          <tr key={fee.id}>
            <th scope="row" className="fb-wrap">
              {fee.name}
              <div className="fb-soft">due {dayWords(fee.dueOn)}</div>
            </th>
            <td className="fb-end">{formatMoney(dueOn(fee))}</td>
            <td>
              <TextInput
                aria-label={`Pays now on ${fee.name}`}
                inputMode="decimal"
                autoComplete="off"
                maxLength={20}
                value={form.value[partName(fee)] ?? '0.00'}
                error={errors[partName(fee)]}
                onFocus={event => event.currentTarget.select()}
                onChange={event => payment.setPart(fee, event.currentTarget.value)}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Together</th>
          <td className="fb-end">{formatMoney(fees.reduce((sum, fee) => sum + dueOn(fee), 0))}</td>
          <td className="fb-end fb-parts-total">{formatMoney(totalCents)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
