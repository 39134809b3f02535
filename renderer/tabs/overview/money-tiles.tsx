import type { ReactNode } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { Overview, OverviewCharts } from '../../../contract/rows/status.ts'
import { balanceWords } from '../../format/balance.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { hashOf } from '../../ui/address.ts'

/** Stands for a figure of the year until it is there: it comes after the rest of the page. */
const NOT_YET = '…'

interface MoneyTilesProps extends Pick<Overview, 'totals' | 'fees'> {
  /** The school year so far; null while it is not known. */
  year: OverviewCharts['year'] | null
  /** What is owed without what is in credit; null while it is not known. */
  owedCents: number | null
}

/** What is owed, and what was paid and waived this school year, each with the fees behind it one click away. */
export function MoneyTiles({ totals, fees, year, owedCents }: MoneyTilesProps) {
  return (
    <section className="fb-tiles" aria-label="Owed, paid and waived">
      <Tile title="Owed now" amount={balanceWords(totals.balanceCents)}>
        <p>
          <a href={hashOf('fees', { status: 'open' })}>{countDigits(fees.open)} open</a>,{' '}
          <a href={hashOf('fees', { status: 'partly-paid' })}>{countDigits(fees.partlyPaid)} partly paid</a>
        </p>
        {fees.overpaid === 0 ? null : (
          <p>
            {owedCents === null ? NOT_YET : formatMoney(owedCents)}, less{' '}
            <a href={hashOf('fees', { status: 'overpaid' })}>{countDigits(fees.overpaid)} in credit</a>
          </p>
        )}
      </Tile>
      <Tile title="Paid this school year" amount={year === null ? NOT_YET : formatMoney(year.paidCents)}>
        <p>
          <a href={hashOf('fees', { status: 'paid' })}>{countWords(fees.paid, 'paid fee')}</a>
        </p>
        <p>{formatMoney(totals.paidCents)} in all years</p>
      </Tile>
      <Tile title="Waived this school year" amount={year === null ? NOT_YET : formatMoney(year.waivedCents)}>
        <p>
          <a href={hashOf('fees', { status: 'waived' })}>{countWords(fees.waived, 'waived fee')}</a>
        </p>
        <p>{formatMoney(totals.waivedCents)} in all years</p>
      </Tile>
      <Tile title="Charged this school year" amount={year === null ? NOT_YET : formatMoney(year.chargedCents)}>
        <p>{year === null ? NOT_YET : formatMoney(year.owedCents)} of it still owed</p>
        <p>{formatMoney(totals.chargedCents + totals.adjustedCents)} in all years</p>
      </Tile>
    </section>
  )
}

function Tile({ title, amount, children }: { title: string; amount: string; children: ReactNode }) {
  return (
    <div className="fb-tile">
      <h2>{title}</h2>
      <p className="fb-amount">{amount}</p>
      <div className="fb-tile-notes">{children}</div>
    </div>
  )
}
