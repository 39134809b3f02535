import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../contract/app-error.ts'
import { LIMITS } from '../../contract/limits.ts'
import { assembleLedger, type Ledger } from '../ledger/ledger.ts'
import { openWriter } from '../ledger/open.ts'
import { testRunContent } from '../ledger/test-run-content.ts'
import { writeTestRun } from '../reports/test-run-workbook.ts'
import { RUN_OUTCOME_WORDS } from '../reports/words.ts'
import type { Core } from './core.ts'
import { weighAsLive } from './gate.ts'
import { executeRun, type RunEnd } from './run.ts'
import type { RunContext } from './run-context.ts'

/**
 * Test mode (T1): the same run, on a scratch copy of the ledger. It pulls, plans and records there, so that the workbook shows what a live run would do, cent for cent;
 * the ledger itself gets nothing but the run's row and its audit row. Nothing is ever delivered.
 */
export async function runInTestMode(
  core: Core,
  context: RunContext,
  outFile: string | null,
): Promise<RunEnd & { workbook?: string }> {
  const folder = join(core.folder.scratch, context.runId)
  const scratch = await copyLedger(core, folder)
  try {
    const end = await executeRun({ ...context, ledger: scratch }, { approve: true })
    weighAsLive(core, scratch)
    const stops = end.brake.map(reason => `A live run would stop at the brake: ${reason}`)
    const file = outFile ?? workbookName(core, context)
    const content = testRunContent(scratch.db, context.runSeq, {
      ...end,
      outcome: RUN_OUTCOME_WORDS[end.outcome],
      counts: context.counts,
      stops,
      generatedAt: new Date(core.clock.nowMs()).toISOString(),
    })
    const written = await writeTestRun(content, file)
    if (written.kind === 'failed') throw new Refusal('failed', written.message)
    removeOldWorkbooks(core)
    return { ...end, message: stops.length > 0 ? stops.join(' ') : end.message, workbook: file, facts: {} }
  } finally {
    scratch.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function copyLedger(core: Core, folder: string): Promise<Ledger> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'ledger.db')
  closeSync(openSync(file, 'a', 0o600))
  await core.ledger.db.backup(file)
  const db = openWriter(file)
  // The copy is thrown away in any case: it need not survive a power cut.
  db.pragma('synchronous = OFF')
  return assembleLedger(db, file, core.ids, core.clock)
}

function workbookName(core: Core, context: RunContext): string {
  mkdirSync(core.folder.testRuns, { recursive: true, mode: 0o700 })
  const stamp = new Date(core.clock.nowMs()).toISOString().slice(0, 19).replaceAll(':', '-')
  return join(core.folder.testRuns, `${context.task}-${stamp}-${context.runId.slice(-6)}.xlsx`)
}

/** Workbooks in their own folder are kept for some days (T1); one that was written elsewhere is nobody's business here. */
function removeOldWorkbooks(core: Core): void {
  const { testRuns } = core.folder
  if (!existsSync(testRuns)) return
  const oldestMs = core.clock.nowMs() - LIMITS.testWorkbookDays * 24 * 3_600_000
  for (const name of readdirSync(testRuns)) {
    const file = join(testRuns, name)
    if (name.endsWith('.xlsx') && statSync(file).mtimeMs < oldestMs) rmSync(file, { force: true })
  }
}
