import type { RunRow } from '../../contract/rows/run.ts'
import { NO_COUNTS } from '../domain/outcome.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** A run's row as hosts see it, read by the writer's connection (the reader may be a moment behind). */
export function runRowOf(ledger: Ledger, id: string): RunRow {
  const row = ledger.db
    .prepare<[string], Omit<RunRow, 'counts' | 'totals'> & { counts: string; totals: string }>(
      `SELECT id AS runId, task, mode, trigger, outcome, counts, totals, started_at AS startedAt, duration_ms AS durationMs, message, workbook FROM runs WHERE id = ?`,
    )
    .get(id)
  if (row === undefined) throw new Error(`Run ${id} is not in the ledger.`)
  return {
    ...row,
    counts: { ...NO_COUNTS, ...JSON.parse(row.counts) },
    totals: { ...totalsOf(ledger), ...JSON.parse(row.totals) },
  }
}

/** The control totals of the whole ledger now: charged + adjusted − paid − waived = balance. */
export function totalsOf(ledger: Ledger): RunRow['totals'] {
  const { chargedCents, paidCents, waivedCents, adjustedCents } = ledger.entries.totals()
  return {
    chargedCents,
    paidCents,
    waivedCents,
    adjustedCents,
    balanceCents: chargedCents + adjustedCents - paidCents - waivedCents,
  }
}
