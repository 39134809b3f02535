import { useQuery } from '@tanstack/react-query'
import { formatMoney } from '../../../contract/money.ts'
import type { ControlTotals, RunCounts, RunRow } from '../../../contract/rows/run.ts'
import { runBefore } from '../../api/runs.ts'
import { countDigits } from '../../format/count.ts'
import { ITEM_GROUPS } from '../../format/run-item-groups.ts'
import { COUNT_LABELS } from '../../format/run-words.ts'
import { PanelSection } from '../../ui/side-panel.tsx'

/** What a run counted. A number whose items can be shown leads to them; of a test they are in its workbook, and `onGroup` is null. */
export function RunCounted({ counts, onGroup }: { counts: RunCounts; onGroup: ((id: string) => void) | null }) {
  return (
    <PanelSection title="Counted">
      <dl className="fb-numbers fb-counted">
        {COUNT_LABELS.map(([key, label]) => (
          <div key={key} className={counts[key] === 0 ? 'fb-number fb-zero' : 'fb-number'}>
            <dt>{label}</dt>
            <dd>
              <CountedNumber counts={counts} name={key} label={label} onGroup={onGroup} />
            </dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  )
}

interface CountedNumberProps {
  counts: RunCounts
  name: keyof RunCounts
  label: string
  onGroup: ((id: string) => void) | null
}

function CountedNumber({ counts, name, label, onGroup }: CountedNumberProps) {
  const group = ITEM_GROUPS.find(each => each.count === name)
  if (onGroup === null || group === undefined || counts[name] === 0) return countDigits(counts[name])
  return (
    <button type="button" className="fb-link-button" onClick={() => onGroup(group.id)}>
      {countDigits(counts[name])}
      <span className="fb-hidden"> {label}: show these items</span>
    </button>
  )
}

const LINES: readonly { label: string; cents: (totals: ControlTotals) => number }[] = [
  { label: 'Charged', cents: totals => totals.chargedCents },
  { label: 'Adjusted', cents: totals => totals.adjustedCents },
  { label: 'Paid', cents: totals => -totals.paidCents },
  { label: 'Waived', cents: totals => -totals.waivedCents },
]

/** The ledger's control totals before and after a run: charged + adjusted − paid − waived = balance, on both sides. */
export function RunTotals({ run }: { run: RunRow }) {
  const before = useQuery(runBefore(run.runId))
  const was = before.data?.totals ?? null
  return (
    <PanelSection title="Control totals">
      <table className="fb-plain fb-totals">
        <thead>
          <tr>
            <td />
            <th scope="col" className="fb-end">
              Before
            </th>
            <th scope="col" className="fb-end">
              After
            </th>
            <th scope="col" className="fb-end">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {LINES.map(({ label, cents }) => (
            <TotalsLine key={label} label={label} before={was === null ? null : cents(was)} after={cents(run.totals)} />
          ))}
        </tbody>
        <tfoot>
          <TotalsLine label="Balance" before={was === null ? null : was.balanceCents} after={run.totals.balanceCents} />
        </tfoot>
      </table>
      <p className="fb-soft fb-note">
        {before.data === null
          ? 'It is the first run, so there is no before.'
          : 'Before: as the run before it left the ledger.'}
      </p>
    </PanelSection>
  )
}

function TotalsLine({ label, before, after }: { label: string; before: number | null; after: number }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="fb-end">{before === null ? '–' : moneyWords(before)}</td>
      <td className="fb-end">{moneyWords(after)}</td>
      <td className="fb-end">{before === null ? '–' : moneyWords(after - before)}</td>
    </tr>
  )
}

/** Money without a minus before nothing. */
function moneyWords(cents: number): string {
  return formatMoney(cents === 0 ? 0 : cents)
}
