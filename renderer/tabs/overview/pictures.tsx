import { formatMoney } from '../../../contract/money.ts'
import type { OverviewCharts } from '../../../contract/rows/status.ts'
import { hashOf } from '../../ui/address.ts'
import { BarList } from '../../ui/charts/bar-list.tsx'
import { HealthLegend, HealthStrip } from '../../ui/charts/health-strip.tsx'
import { MonthBars } from '../../ui/charts/month-bars.tsx'
import { Picture } from '../../ui/charts/picture.tsx'
import { HealthTable, MonthTable, OwedTable } from './picture-tables.tsx'

/** Groups told by name; what the engine gives behind them is the sum of all others. */
const NAMED_MOST = 12

/** What people would rather look at; the tables behind the pictures are one click away. */
export function Pictures({ charts }: { charts: OverviewCharts }) {
  return (
    <>
      <Collections months={charts.collections} />
      <div className="fb-halves">
        <Owed
          title="Owed by category"
          groups={charts.owedByCategory}
          none="No category"
          hrefOf={name => hashOf('fees', { category: name, order: 'balance' })}
        />
        <Owed
          title="Owed by school"
          groups={charts.owedByLocation}
          none="No school"
          hrefOf={name => hashOf('fees', { location: name, order: 'balance' })}
        />
      </div>
      <Picture
        title="Health of each system"
        note="The last 30 days, each by the worst of its runs."
        picture={
          <>
            {charts.health.map(({ system, name, days }) => (
              <HealthStrip key={system} name={name} days={days} />
            ))}
            <HealthLegend />
          </>
        }
        table={<HealthTable health={charts.health} />}
      />
    </>
  )
}

function Collections({ months }: { months: OverviewCharts['collections'] }) {
  const isEmpty = months.every(each => each.paidCents === 0 && each.waivedCents === 0 && each.refundedCents === 0)
  return (
    <Picture
      title="Collections"
      note={
        isEmpty ? 'Nothing was paid or waived in the last 12 months.' : 'Paid and waived in each of the last 12 months.'
      }
      picture={isEmpty ? null : <MonthBars months={months} />}
      table={<MonthTable months={months} />}
    />
  )
}

interface OwedProps {
  title: string
  groups: OverviewCharts['owedByCategory']
  /** What stands where a fee has no name for the group. */
  none: string
  hrefOf: (name: string) => string
}

function Owed({ title, groups, none, hrefOf }: OwedProps) {
  // Only a group with a name of its own can be a filter of the Fees list.
  const labelOf = (name: string, index: number) =>
    name === '' ? none : index >= NAMED_MOST ? name : <a href={hrefOf(name)}>{name}</a>
  const named = groups.map((group, index) => ({ ...group, label: labelOf(group.name, index) }))
  return (
    <Picture
      title={title}
      note={groups.length === 0 ? 'Nothing is owed now.' : 'On fees of every year, before credits.'}
      picture={
        <BarList
          bars={named.map(({ name, label, cents }) => ({ key: name, label, size: cents, words: formatMoney(cents) }))}
        />
      }
      table={<OwedTable head={title.replace('Owed by ', '')} groups={named} />}
    />
  )
}
