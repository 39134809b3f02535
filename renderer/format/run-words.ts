import { assertNever } from '../../contract/assert-never.ts'
import { formatMoney } from '../../contract/money.ts'
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
    case 'undo':
      return 'to undo a run'
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

const NOTHING_NEW = 'nothing new'

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
  return parts.length === 0 ? NOTHING_NEW : parts.join(', ')
}

/** What a run did, for a line about it: of one that failed why, and of one that has not recorded anything that it has not. */
export function runStory(run: RunRow): string {
  switch (run.outcome) {
    case 'running':
      return 'under way'
    case 'waiting':
      return 'nothing recorded yet'
    case 'failed':
      return run.message ?? runGist(run.counts)
    case 'superseded':
    case 'discarded':
    case 'interrupted':
    case 'cancelled':
    case 'succeeded':
    case 'partly':
      return isTestOfSomething(run) ? `${runGist(run.counts)}; nothing saved` : runGist(run.counts)
    default:
      return assertNever(run.outcome)
  }
}

/** A test counts what a live run would do; beside live runs that must be said. */
function isTestOfSomething({ mode, counts }: RunRow): boolean {
  return mode === 'test' && runGist(counts) !== NOTHING_NEW
}

/** A closed run in one sentence, to be announced. */
export function runSentence(run: RunRow): string {
  if (run.outcome === 'waiting') return `${runName(run)} waits for your approval. Nothing is recorded yet.`
  if (run.outcome === 'failed' && run.message !== null) return `${runName(run)} failed. ${run.message}`
  const gist = runGist(run.counts)
  if (run.trigger === 'reprocess') return `Reprocessed: ${gist}. ${run.message ?? ''}`.trim()
  const saved = isTestOfSomething(run) ? ' Nothing was saved.' : ''
  return `${runName(run)}: ${outcomeWords(run.outcome).toLowerCase()}, ${gist}.${saved}`
}

/** What a waiting run would waive or remove: how many changes, and what they add up to on the balance, in cents; and the waivers among them. */
export interface HeldSum {
  count: number
  cents: number
  waivers: number
  waivedCents: number
}

/** What a waiting run would do, with its numbers: `waive 41 fees, $612.00, and void 3 entries`; `held` is null while that is not known. */
export function heldGist(held: HeldSum | null): string {
  if (held === null) return 'what it would do'
  const voids = held.count - held.waivers
  const parts = [
    held.waivers === 0 ? '' : `waive ${countWords(held.waivers, 'fee')}, ${formatMoney(held.waivedCents)}`,
    voids === 0 ? '' : `void ${countWords(voids, 'entry', 'entries')}`,
  ].filter(part => part !== '')
  return parts.join(', and ')
}

/** The button that approves a waiting run names what it does. */
export function approvalWords(held: HeldSum | null): string {
  return held === null ? 'Approve what it would do' : `Approve: ${heldGist(held)}`
}

/** The button that discards a waiting run names what is left as it is. */
export function discardWords(held: HeldSum | null): string {
  return held === null ? 'Discard these changes' : `Discard ${countWords(held.count, 'change')}`
}

/** What approving does to the balance: `They take $8,123.45 off what is owed.` */
export function heldWords({ count, cents }: Pick<HeldSum, 'count' | 'cents'>): string {
  const subject = count === 1 ? 'It' : 'They'
  const verb = (word: string) => (count === 1 ? `${word}s` : word)
  if (cents === 0) return `${subject} ${count === 1 ? 'leaves' : 'leave'} what is owed as it is.`
  return cents < 0
    ? `${subject} ${verb('take')} ${formatMoney(-cents)} off what is owed.`
    : `${subject} ${verb('add')} ${formatMoney(cents)} to what is owed.`
}
