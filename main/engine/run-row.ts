import type { RunRow } from '../../contract/rows/run.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readRuns } from '../ledger/views/runs.ts'

/** A run's row as hosts see it, read by the writer's connection (the reader may be a moment behind). */
export function runRowOf(ledger: Ledger, id: string): RunRow {
  const run = ledger.runs.byId(id)
  const [found] = run === null ? [] : readRuns(ledger.db, [run.seq], Date.parse(run.startedAt))
  if (run === null || found === undefined) throw new Error(`Run ${id} is not in the ledger.`)
  // Control totals are written when a run closes; until then they are the ledger's own.
  return run.outcome === 'running' ? { ...found.row, totals: totalsOf(ledger) } : found.row
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
