import { formatMoney } from '../../../contract/money.ts'
import type { Overview } from '../../../contract/rows/status.ts'
import { balanceWords } from '../../format/balance.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'

/** What is owed, paid and waived, each with the fees behind it one click away. */
export function MoneyTiles({ totals, fees }: Pick<Overview, 'totals' | 'fees'>) {
  return (
    <section className="fb-tiles" aria-label="Owed, paid and waived">
      <div className="fb-tile">
        <h2>Owed now</h2>
        <p className="fb-amount">{balanceWords(totals.balanceCents)}</p>
        <p className="fb-soft">
          <a href={hashOf('fees', { status: 'open' })}>{countDigits(fees.open)} open</a>,{' '}
          <a href={hashOf('fees', { status: 'partly-paid' })}>{countDigits(fees.partlyPaid)} partly paid</a>
          {fees.overpaid === 0 ? null : (
            <>
              , less <a href={hashOf('fees', { status: 'overpaid' })}>{countDigits(fees.overpaid)} in credit</a>
            </>
          )}
        </p>
      </div>
      <div className="fb-tile">
        <h2>Paid</h2>
        <p className="fb-amount">{formatMoney(totals.paidCents)}</p>
        <p className="fb-soft">
          <a href={hashOf('fees', { status: 'paid' })}>{countWords(fees.paid, 'paid fee')}</a>
        </p>
      </div>
      <div className="fb-tile">
        <h2>Waived</h2>
        <p className="fb-amount">{formatMoney(totals.waivedCents)}</p>
        <p className="fb-soft">
          <a href={hashOf('fees', { status: 'waived' })}>{countWords(fees.waived, 'waived fee')}</a>
        </p>
      </div>
      <div className="fb-tile">
        <h2>Charged and adjusted</h2>
        <p className="fb-amount">{formatMoney(totals.chargedCents + totals.adjustedCents)}</p>
        <p className="fb-soft">
          {formatMoney(totals.chargedCents)} charged, {formatMoney(totals.adjustedCents)} adjusted
        </p>
      </div>
    </section>
  )
}
