import { assertNever } from '../../contract/assert-never.ts'
import type { RunCounts, RunItem, RunOutcome, RunRow, RunTrigger } from '../../contract/rows/run.ts'
import { TASKS } from '../../contract/tasks.ts'
import { countWords } from './count.ts'

/** Names of the counts, in the order in which people ask for them. */
export const COUNT_LABELS: readonly (readonly [keyof RunCounts, string])[] = [
  ['pulled', 'Records pulled'],
  ['added', 'Fees added'],
  ['changed', 'Fees changed'],
  ['waived', 'Fees waived'],
  ['voided', 'Entries voided'],
  ['payments', 'Payments added'],
  ['unchanged', 'Unchanged'],
  ['errors', 'Errors'],
  ['ignored', 'Ignored'],
  ['unprocessed', 'Unprocessed'],
  ['delivered', 'Delivered'],
]

export function outcomeWords(outcome: RunOutcome): string {
  switch (outcome) {
    case 'running':
      return 'Running'
    case 'succeeded':
      return 'Succeeded'
    case 'partly':
      return 'Partly succeeded'
    case 'failed':
      return 'Failed'
    case 'waiting':
      return 'Waits for approval'
    case 'superseded':
      return 'Superseded'
    case 'discarded':
      return 'Discarded'
    case 'interrupted':
      return 'Interrupted'
    case 'cancelled':
      return 'Cancelled'
    default:
      return assertNever(outcome)
  }
}

export function triggerWords(trigger: RunTrigger): string {
  switch (trigger) {
    case 'schedule':
      return 'by schedule'
    case 'clerk':
      return 'from the window'
    case 'command':
      return 'by command'
    case 'catch-up':
      return 'caught up after a missed time'
    case 'approval':
      return 'after approval'
    case 'reprocess':
      return 'to reprocess imports'
    default:
      return assertNever(trigger)
  }
}

export function itemWords(what: RunItem['what']): string {
  switch (what) {
    case 'added':
      return 'Fee added'
    case 'changed':
      return 'Fee changed'
    case 'payment':
      return 'Payment added'
    case 'adjustment':
      return 'Adjustment'
    case 'waived':
      return 'Fee waived'
    case 'voided':
      return 'Voided'
    case 'error':
      return 'Error'
    case 'ignored':
      return 'Ignored'
    case 'unprocessed':
      return 'Unprocessed'
    case 'imported':
      return 'Imported'
    case 'held':
      return 'Held back'
    default:
      return assertNever(what)
  }
}

/** The task of a run, marked when it was a test: `iiQ Sync (test)`. */
export function runName(run: Pick<RunRow, 'task' | 'mode'>): string {
  return run.mode === 'test' ? `${TASKS[run.task].name} (test)` : TASKS[run.task].name
}

/** What a run did, nothing that is zero: `2 fees added, 1 error`; `nothing new` when all is zero. */
export function runGist(counts: RunCounts): string {
  const parts = [
    counts.added > 0 ? `${countWords(counts.added, 'fee')} added` : '',
    counts.changed > 0 ? `${counts.changed} changed` : '',
    counts.waived > 0 ? `${counts.waived} waived` : '',
    counts.voided > 0 ? `${counts.voided} voided` : '',
    counts.payments > 0 ? countWords(counts.payments, 'payment') : '',
    counts.delivered > 0 ? `${counts.delivered} delivered` : '',
    counts.errors > 0 ? countWords(counts.errors, 'error') : '',
  ].filter(part => part !== '')
  return parts.length === 0 ? 'nothing new' : parts.join(', ')
}

/** A closed run in one sentence, to be announced. */
export function runSentence(run: RunRow): string {
  const gist = runGist(run.counts)
  if (run.trigger === 'reprocess')
    return `Reprocessed: ${gist}.${run.counts.errors > 0 ? ' What is still wrong is said at each import.' : ''}`
  return `${runName(run)}: ${outcomeWords(run.outcome).toLowerCase()}, ${gist}.`
}

/** The button that approves a waiting run names what it does. */
export function approvalWords(counts: RunCounts): string {
  const waived = counts.waived > 0 ? `waive ${countWords(counts.waived, 'fee')}` : ''
  const voided = counts.voided > 0 ? `void ${countWords(counts.voided, 'entry', 'entries')}` : ''
  const both = [waived, voided].filter(part => part !== '').join(' and ')
  return both === '' ? 'Approve what it would do' : both[0]?.toUpperCase() + both.slice(1)
}
