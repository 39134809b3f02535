import { requireAlso, requireEverywhere } from '../engine/access.ts'
import { runRowOf } from '../engine/run-row.ts'
import { previewUndo, undoRun } from '../engine/undo.ts'
import type { Handlers } from './handlers.ts'

const APPROVING = 'letting a run take away what it found missing'

/** Starting, approving, discarding and cancelling runs. */
export const runHandlers: Handlers<'runs.start' | 'runs.cancel' | 'runs.approve' | 'runs.discard' | 'runs.undo'> = {
  'runs.start': async (core, request, caller) => {
    const trigger = request.trigger ?? (caller.host === 'terminal' ? 'command' : 'clerk')
    const { task, mode, approve } = request
    // A window never names a file to be written.
    const outFile = caller.host === 'terminal' ? request.outFile : undefined
    if (approve === true) {
      requireAlso(caller, 'runs.approve')
      requireEverywhere(caller, APPROVING)
    }
    if (outFile !== undefined) requireAlso(caller, 'export')
    const started = core.runner.start({ task, mode, outFile, approve, trigger, actor: caller.operator })
    return request.wait === true ? await started.done : runRowOf(core.ledger, started.id)
  },
  'runs.cancel': (core, { id }) => core.runner.cancel(id),
  'runs.approve': async (core, { id, wait }, caller) => {
    requireEverywhere(caller, APPROVING)
    const started = core.runner.approve(id, caller.operator)
    return wait === true ? await started.done : runRowOf(core.ledger, started.id)
  },
  'runs.undo': (core, { id, approve }, caller) =>
    approve === true ? undoRun(core, id, caller) : previewUndo(core, id),
  'runs.discard': (core, { id }, caller) => {
    requireEverywhere(caller, 'discarding what a run would take away')
    return core.runner.discard(id, caller.operator)
  },
}
