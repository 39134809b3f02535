import { resolve } from 'node:path'
import type { Reply } from '../../../../contract/app-error.ts'
import { RUN_OUTCOMES, type RunRow } from '../../../../contract/rows/run.ts'
import { TASK_IDS, type TaskId } from '../../../../contract/tasks.ts'
import { calling } from '../calling.ts'
import { type CommandInput, given } from '../command-input.ts'
import type { Handler } from '../command-spec.ts'
import { EXIT, type ExitCode, exitOfOutcome } from '../exit-codes.ts'
import { cancelRunOnInterrupt } from '../interrupt.ts'
import { type LedgerSession, withLedger } from '../ledger-session.ts'
import type { Output } from '../output.ts'
import { showProgress } from '../progress-line.ts'
import { runDetail, runFacts } from '../run-words.ts'
import { listingTable, localTime } from '../text-table.ts'

/** `run TASK`: starts it, waits for its end or for the brake, and exits by its outcome. */
export const runTask: Handler = async (input, output) => {
  const task = input.required('TASK', TASK_IDS)
  const out = input.text('out')
  if (out !== undefined && !input.flag('test-mode')) {
    return output.refuse({
      code: 'bad-request',
      message: '--out names the workbook of a test run; it belongs to --test-mode.',
    })
  }
  const mode = input.flag('test-mode') ? ('test' as const) : undefined
  const approve = input.flag('approve') || undefined
  const request = {
    task,
    trigger: 'command' as const,
    wait: true,
    ...given({ mode, approve, outFile: out === undefined ? undefined : resolve(out) }),
  }
  return inRun({ input, output, task }, ledger => ledger.call('runs.start', request))
}

/** `runs approve ID`: plans anew, and is a run of its own. */
export const approveRun: Handler = (input, output) =>
  inRun({ input, output, task: null }, ledger => ledger.call('runs.approve', { id: input.operand('ID'), wait: true }))

/** Does what ends in a run: shows its progress, lets Ctrl-C cancel it, prints it, and exits by its outcome. */
export function inRun(
  { input, output, task }: { input: CommandInput; output: Output; task: TaskId | null },
  start: (ledger: LedgerSession) => Promise<Reply<RunRow>>,
): Promise<ExitCode> {
  return withLedger({ input, output, reach: { letOthersIn: true, startNowMs: input.number('now') } }, async ledger => {
    const stopListening = cancelRunOnInterrupt(ledger, task, output)
    const stopShowing = showProgress(ledger)
    const reply = await start(ledger)
    stopShowing()
    stopListening()
    return tellRun(reply, output)
  })
}

function tellRun(reply: Reply<RunRow>, output: Output): ExitCode {
  if (!reply.ok) return output.refuse(reply.error)
  const run = reply.value
  output.result(run, () => runFacts(run))
  const code = exitOfOutcome(run.outcome)
  if (code === EXIT.failed) output.sentence(run.message ?? `The run ended as ${run.outcome}.`)
  if (code === EXIT.waiting)
    output.sentence(
      `The run waits for approval: "feebridge runs show ${run.runId}" says why, "runs approve" or "runs discard" decides.`,
    )
  return code
}

export const listRuns = calling('runs.list', {
  request: input =>
    given({ ...input.page(), outcome: input.choice('outcome', RUN_OUTCOMES), task: input.choice('task', TASK_IDS) }),
  words: listing =>
    listingTable(
      listing,
      [
        { head: 'RUN', of: run => run.runId },
        { head: 'STARTED', of: run => localTime(run.startedAt) },
        { head: 'TASK', of: run => (run.mode === 'test' ? `${run.task} (test)` : run.task) },
        { head: 'OUTCOME', of: run => run.outcome },
        { head: 'PULLED', right: true, of: run => run.counts.pulled },
        { head: 'ADDED', right: true, of: run => run.counts.added },
        { head: 'CHANGED', right: true, of: run => run.counts.changed },
        { head: 'WAIVED', right: true, of: run => run.counts.waived },
        { head: 'ERRORS', right: true, of: run => run.counts.errors },
        { head: 'MESSAGE', of: run => run.message },
      ],
      'Nothing has run yet.',
    ),
})

export const showRun = calling('runs.show', {
  request: input => ({ id: input.operand('ID'), ...input.page() }),
  words: runDetail,
})

export const discardRun = calling('runs.discard', { request: input => ({ id: input.operand('ID') }), words: runFacts })

export const cancelRun = calling('runs.cancel', {
  request: input => ({ id: input.operand('ID') }),
  words: progress =>
    progress === null ? 'That run is not running any more.' : 'The run stops after the page it is working on.',
})
