import type { RunOutcome } from '../../contract/rows/run.ts'
import type { PushCounts } from './push.ts'
import type { Pulled } from './run.ts'

function sayUnfinished({ unfinished }: PushCounts): string {
  if (unfinished === 0) return ''
  return unfinished === 1
    ? ' One payment could not be sent yet; it is tried again by itself.'
    : ` ${unfinished} payments could not be sent yet; they are tried again by themselves.`
}

/** One sentence or two on how a run ended. */
export function sayEnd(
  outcome: RunOutcome,
  pulled: Pulled,
  { openErrors, pushed }: { openErrors: number; pushed: PushCounts },
): string {
  return sayOutcome(outcome, pulled, openErrors) + sayUnfinished(pushed)
}

function sayOutcome(outcome: RunOutcome, pulled: Pulled, openErrors: number): string {
  const remarks = pulled.remarks.length === 0 ? '' : ` Incident IQ remarked: ${pulled.remarks.slice(0, 3).join(' ')}`
  if (pulled.failure !== null) return `${pulled.failure.message}${remarks}`
  if (outcome === 'cancelled')
    return 'It was cancelled between two batches; what was recorded stays, and the next run goes on from there.'
  const lost = pulled.pulls.find(pull => !pull.complete)?.reason
  if (lost != null)
    return `The pull was not complete: ${lost} Good rows are entered, nothing was waived or removed.${remarks}`
  if (outcome === 'partly') return `Some items need a look: see Errors.${remarks}`
  if (openErrors > 0)
    return `Nothing new is wrong; ${openErrors} earlier ${openErrors === 1 ? 'error is' : 'errors are'} still open.${remarks}`
  return `All is in step.${remarks}`
}
