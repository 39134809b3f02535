import type { ReactNode } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { OverviewCharts } from '../../../contract/rows/status.ts'
import { countDigits } from '../../format/count.ts'
import { monthWords } from '../../format/month.ts'
import { dayWords } from '../../format/time.ts'
import { healthWords } from '../../ui/charts/health-strip.tsx'

/** The figures behind the collections, newest month first. */
export function MonthTable({ months }: { months: OverviewCharts['collections'] }) {
  return (
    <table className="fb-plain">
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col" className="fb-end">
            Paid
          </th>
          <th scope="col" className="fb-end">
            Refunded or bounced
          </th>
          <th scope="col" className="fb-end">
            Waived
          </th>
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map(each => (
          <tr key={each.month}>
            <th scope="row">{monthWords(each.month)}</th>
            <td className="fb-end">{formatMoney(each.paidCents)}</td>
            <td className="fb-end">{formatMoney(each.refundedCents)}</td>
            <td className="fb-end">{formatMoney(each.waivedCents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">12 months</th>
          <td className="fb-end">{formatMoney(sum(months.map(each => each.paidCents)))}</td>
          <td className="fb-end">{formatMoney(sum(months.map(each => each.refundedCents)))}</td>
          <td className="fb-end">{formatMoney(sum(months.map(each => each.waivedCents)))}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** What is owed by one kind of group, with its sum. */
export function OwedTable({
  head,
  groups,
}: {
  head: string
  groups: readonly { name: string; label: ReactNode; fees: number; cents: number }[]
}) {
  return (
    <table className="fb-plain">
      <thead>
        <tr>
          <th scope="col">{head.charAt(0).toUpperCase() + head.slice(1)}</th>
          <th scope="col" className="fb-end">
            Fees
          </th>
          <th scope="col" className="fb-end">
            Owed
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(group => (
          <tr key={group.name}>
            <th scope="row" className="fb-wrap">
              {group.label}
            </th>
            <td className="fb-end">{countDigits(group.fees)}</td>
            <td className="fb-end">{formatMoney(group.cents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <td className="fb-end">{countDigits(sum(groups.map(group => group.fees)))}</td>
          <td className="fb-end">{formatMoney(sum(groups.map(group => group.cents)))}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** The days on which something ran, newest first. */
export function HealthTable({ health }: { health: OverviewCharts['health'] }) {
  const lines = health.flatMap(({ system, name, days }) =>
    days.filter(each => each.runs > 0).map(each => ({ ...each, key: `${system} ${each.day}`, name })),
  )
  if (lines.length === 0) return <p className="fb-soft">Nothing ran in the last 30 days.</p>
  return (
    <table className="fb-plain">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">System</th>
          <th scope="col">Worst of its runs</th>
          <th scope="col" className="fb-end">
            Runs
          </th>
        </tr>
      </thead>
      <tbody>
        {lines
          .toSorted((a, b) => (a.day < b.day ? 1 : -1))
          .map(line => (
            <tr key={line.key}>
              <th scope="row">{dayWords(line.day)}</th>
              <td>{line.name}</td>
              <td>{healthWords(line.worst)}</td>
              <td className="fb-end">{countDigits(line.runs)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
