import { Refusal } from '../../contract/app-error.ts'
import type { UndoView } from '../../contract/rows/undo.ts'
import { addEntry } from '../domain/entry.ts'
import { ENTERED } from '../domain/fee-plan.ts'
import { NO_COUNTS } from '../domain/outcome.ts'
import { planUndo, type UndoPlan } from '../domain/undo.ts'
import { dayInZone } from '../domain/zone.ts'
import { backUpLedger } from '../ledger/backup.ts'
import type { StoredRun } from '../ledger/runs.ts'
import type { TouchedFee } from '../ledger/undo.ts'
import type { HandlerCaller } from './access.ts'
import type { Core } from './core.ts'
import { requireHere } from './office.ts'
import { nowOf } from './run-context.ts'
import { runRowOf, totalsOf } from './run-row.ts'
import { timeZoneOf } from './settings-store.ts'

/** Fees named in what is shown; the counts are of all. */
const MOST_NAMED = 1_000

/** What undoing a run would do, fee by fee (U1). Nothing is written. */
export function previewUndo(core: Core, runId: string): UndoView {
  const run = findUndoable(core, runId)
  return viewOf(core, run, planAll(core, run), null)
}

/** Undoes a run: a verified backup first (K1), then all compensating entries in one SQL transaction, as a run of its own. */
export async function undoRun(core: Core, runId: string, { operator, grant }: HandlerCaller): Promise<UndoView> {
  const { ledger, folder } = core
  findUndoable(core, runId)
  const backup = await backUpLedger(ledger.db, folder.backups, nowOf(core))
  if (backup.kind === 'failed')
    throw new Refusal('failed', `Nothing was undone, because the backup before it failed. ${backup.message}`)
  // The backup took time: what is undone is planned against the ledger of now.
  const run = findUndoable(core, runId)
  const startedMs = performance.now()
  const undoId = core.ids.next()
  const plans = ledger.transact(() => {
    const planned = planAll(core, run)
    const at = nowOf(core)
    const runSeq = ledger.runs.open({
      id: undoId,
      task: run.task,
      mode: 'live',
      trigger: 'undo',
      dueAt: null,
      startedAt: at,
    })
    if (runSeq === null) throw new Refusal('busy', 'A run is under way. Undo again when it has ended.')
    const messages = {
      undone: ledger.imports.intern('undone', `Undone in run ${undoId}.`),
      again: ledger.imports.intern('entered', ENTERED),
    }
    const counts = { ...NO_COUNTS }
    for (const { fee, plan } of planned) {
      if (plan.kind === 'left') continue
      requireHere({ core, grant }, 'runs.undo', fee.locationSeq)
      writeUndo(core, { fee, plan, runSeq, operator, messages })
      counts.changed += 1
      counts.voided += plan.entries.filter(entry => entry.kind === 'void').length
    }
    const leftCount = planned.filter(one => one.plan.kind === 'left').length
    ledger.audit.append({
      at,
      actor: operator,
      action: 'run.undo',
      subject: run.id,
      facts: { fees: counts.changed, left: leftCount, undo: undoId },
    })
    ledger.runs.close(runSeq, {
      outcome: 'succeeded',
      counts,
      totals: totalsOf(ledger),
      finishedAt: nowOf(core),
      durationMs: Math.round(performance.now() - startedMs),
      message: sayUndone(run, counts.changed, leftCount),
      brake: [],
      workbook: null,
      facts: {},
    })
    return planned
  })
  const row = runRowOf(ledger, undoId)
  core.emit({ kind: 'run-closed', run: row })
  core.changed('status', 'runs', 'imports', 'errors', 'fees')
  return viewOf(core, run, plans, row)
}

function sayUndone(run: StoredRun, fees: number, leftCount: number): string {
  const rest =
    leftCount === 0 ? '' : ` ${leftCount} were left as they are: they were touched since, or money was taken outside.`
  return `Undid what run ${run.id} did on ${fees} ${fees === 1 ? 'fee' : 'fees'}.${rest}`
}

interface Planned {
  fee: TouchedFee
  plan: UndoPlan
}

function findUndoable(core: Core, runId: string): StoredRun {
  const run = core.ledger.runs.byId(runId)
  if (run === null) throw new Refusal('not-found', `There is no run ${runId}.`, 'id')
  if (run.mode === 'test') throw new Refusal('refused', 'A test run wrote nothing, so there is nothing to undo.', 'id')
  if (run.outcome === 'running' || run.outcome === 'waiting')
    throw new Refusal('refused', `This run is ${run.outcome}: only what has been applied can be undone.`, 'id')
  if (core.runner.isRunning(run.task)) throw new Refusal('busy', 'A run is under way. Undo again when it has ended.')
  return run
}

function planAll(core: Core, run: StoredRun): Planned[] {
  const today = dayInZone(core.clock.nowMs(), timeZoneOf(core.ledger))
  return core.ledger.undo.touchedBy(run.seq).flatMap(feeSeq => {
    const fee = core.ledger.undo.feeOf(feeSeq, run.seq)
    return fee === null ? [] : [{ fee, plan: planUndo(fee, today) }]
  })
}

function writeUndo(
  core: Core,
  work: {
    fee: TouchedFee
    plan: UndoPlan & { kind: 'undo' }
    runSeq: number
    operator: string
    messages: { undone: number; again: number }
  },
): void {
  const { ledger } = core
  const { fee, plan, runSeq, operator, messages } = work
  const before = ledger.fees.bySeq(fee.seq)
  if (before === null) throw new Error(`Fee ${fee.seq} is not in the ledger.`)
  ledger.fees.setSums(fee.seq, plan.entries.reduce(addEntry, before.sums))
  const recordedAt = nowOf(core)
  for (const entry of plan.entries) ledger.entries.append(fee.seq, entry, { runSeq, operator, recordedAt })
  ledger.undo.forgetDue(fee.seq, plan.setsVoid ?? fee.isVoid)
  for (const importSeq of plan.importSeqs) ledger.undo.ignoreImport(importSeq, messages.undone, runSeq)
  for (const { importSeq } of plan.entries)
    if (importSeq !== null) ledger.undo.restoreImport(importSeq, messages.again, runSeq)
}

function viewOf(core: Core, run: StoredRun, planned: readonly Planned[], applied: UndoView['applied']): UndoView {
  const undone = planned.filter(one => one.plan.kind === 'undo')
  const kept = planned.filter(one => one.plan.kind === 'left')
  const item = ({ fee, plan }: Planned) => ({
    feeId: fee.id,
    fee: fee.name,
    student: fee.student,
    balanceCents: plan.kind === 'undo' ? plan.entries.reduce((sum, entry) => sum + entry.amountCents, 0) : 0,
    message: plan.message,
  })
  return {
    run: runRowOf(core.ledger, run.id),
    fees: undone.length,
    balanceCents: undone.reduce((sum, one) => sum + item(one).balanceCents, 0),
    items: undone.slice(0, MOST_NAMED).map(item),
    leftFees: kept.length,
    left: kept.slice(0, MOST_NAMED).map(item),
    applied,
  }
}
