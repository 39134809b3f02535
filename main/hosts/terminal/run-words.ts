import { formatMoney } from '../../../contract/money.ts'
import type { RunCounts, RunDetail, RunRow } from '../../../contract/rows/run.ts'
import { TASKS } from '../../../contract/tasks.ts'
import { localTime, moneyColumn, textTable } from './text-table.ts'

/** The counts in the order in which a clerk asks for them. */
const COUNTS: readonly (readonly [count: keyof RunCounts, several: string, one?: string])[] = [
  ['pulled', 'pulled'],
  ['added', 'added'],
  ['changed', 'changed'],
  ['payments', 'payments', 'payment'],
  ['waived', 'waived'],
  ['voided', 'voided'],
  ['unchanged', 'unchanged'],
  ['errors', 'errors', 'error'],
  ['ignored', 'ignored'],
  ['unprocessed', 'unprocessed'],
  ['delivered', 'delivered'],
]

/** A run on one line: when, what, how it ended, what it did. */
export function runLine(run: RunRow): string {
  const mode = run.mode === 'test' ? ' (test mode)' : ''
  const counts = COUNTS.filter(([count]) => run.counts[count] > 0).map(
    ([count, several, one = several]) =>
      `${run.counts[count].toLocaleString('en-US')} ${run.counts[count] === 1 ? one : several}`,
  )
  const did = counts.length === 0 ? 'nothing to do' : counts.join(', ')
  const took = `${(run.durationMs / 1000).toFixed(1)} s`
  return [localTime(run.startedAt), `${TASKS[run.task].name}${mode}:`, `${run.outcome},`, `${did}.`, took].join(' ')
}

/** A run on several lines, with its control totals. */
export function runFacts(run: RunRow): string {
  const { totals } = run
  return [
    runLine(run),
    ...(run.message === null ? [] : [run.message]),
    `Ledger: charged ${formatMoney(totals.chargedCents)}, adjusted ${formatMoney(totals.adjustedCents)}, paid ${formatMoney(totals.paidCents)}, waived ${formatMoney(totals.waivedCents)}, balance ${formatMoney(totals.balanceCents)}.`,
    ...(run.workbook === null ? [] : [`Workbook: ${run.workbook}`]),
    `Run ${run.runId}`,
  ].join('\n')
}

/** View Details in the terminal: the run, why it waits, and its items. */
export function runDetail(detail: RunDetail): string {
  const items = textTable(
    detail.items,
    [
      { head: 'WHAT', of: item => item.what },
      { head: 'EXTERNAL ID', of: item => item.externalId },
      { head: 'STUDENT', of: item => item.student },
      { head: 'FEE', of: item => item.fee },
      moneyColumn('AMOUNT', item => item.amountCents),
      { head: 'WHY', of: item => item.message },
    ],
    'This run did nothing to any record.',
  )
  const brake =
    detail.brake.length === 0 ? [] : ['It waits for approval:', ...detail.brake.map(reason => `  ${reason}`)]
  const more = detail.next === null ? [] : [`There are more items: add --after ${detail.next}`]
  return [runFacts(detail.run), ...brake, '', items, ...more].join('\n')
}
