import type { RunOutcome } from '../../contract/rows/run.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { brakeReasons } from '../domain/brake.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { CURABLE_CAUSES } from '../domain/resolve-fee.ts'
import { type FeedName, IIQ_FEEDS, type SystemFailure } from '../domain/system.ts'
import type { HeldChange } from '../ledger/held-changes.ts'
import type { RunSourceFacts, StoredRun } from '../ledger/runs.ts'
import { type Absences, confirmAbsences, findAbsences, findStrangers, noAbsences, reopenReturned } from './absences.ts'
import { pullAssets } from './assets.ts'
import { askForFees } from './orphans.ts'
import { gatherWork, type Work } from './pending-cases.ts'
import { type PlanBasis, previewRemovals, type Removals } from './plan.ts'
import { type FeedPull, pullFeeds, releaseHeads } from './pull.ts'
import type { PushCounts } from './push.ts'
import { recordWork } from './record.ts'
import { openBook, recordReferences } from './references.ts'
import { nowOf, type RunContext, todayOf } from './run-context.ts'
import { closeAbsentImports, closePullErrors, raisePullErrors, sayMissing } from './run-errors.ts'
import { sayEnd } from './run-sentences.ts'

/** How a run ended; its row is written from this. */
export interface RunEnd {
  outcome: RunOutcome
  message: string
  brake: string[]
  facts: RunSourceFacts
}

/** What is decided before a run begins. */
export interface RunOptions {
  /** Lets the brake through in advance (`run --approve`), or always in test mode, where nothing is written. */
  approve: boolean
  /** Step 6, PUSH: sends what waits for a catch-up. Absent in test mode, where nothing is delivered. */
  push?: (runSeq: number, signal: AbortSignal) => Promise<PushCounts>
}

const NOTHING_PUSHED: PushCounts = { delivered: 0, unfinished: 0, failed: 0 }

/** What the pull gave to plan from. */
export interface Pulled {
  pulls: FeedPull[]
  failure: SystemFailure | null
  absences: Absences
  incompleteFeeds: FeedName[]
  remarks: string[]
  mayRemove: boolean
  /** When the pull began, UTC. */
  since: string
}

/**
 * One run of iiQ Sync, steps 2 to 7; step 1 (OPEN) has made its row. Every step can be repeated from any crash point with the same result:
 * what is stored is compared with, what is decided is not decided again, and what is planned is planned anew.
 */
export async function executeRun(context: RunContext, options: RunOptions): Promise<RunEnd> {
  const pulledSince = nowOf(context)
  const before = context.ledger.runs.lastRecorded(context.task)
  const newestBefore = context.ledger.imports.newestSeq()
  const pulls = await pullFeeds(context)
  countPulled(context, pulls)
  const moved = sourceReasons(context, before)
  const isHeldBack = moved.length > 0 && !options.approve
  const references =
    isHeldBack || context.signal.aborted ? NO_REFERENCES : await takeReferences(context, pulls, newestBefore)
  const failure = pulls.find(pull => pull.failure !== null)?.failure ?? references.failure
  const list = pulls.find(pull => pull.feed === 'line-items')
  if (list?.complete === true) await askForFees(context)
  const absences =
    list === undefined || failure !== null
      ? noAbsences()
      : await findAbsences(context, list, !options.approve || context.mode === 'test')
  absences.strangers = findStrangers(context, list)
  if (list !== undefined) reopenReturned(context, list)
  if (list !== undefined && absences.leftOut > 0) {
    list.complete = false
    list.reason = `${absences.leftOut} ${absences.leftOut === 1 ? 'record that it still has was' : 'records that it still has were'} not listed.`
  }
  const pulled: Pulled = {
    pulls,
    failure: failure ?? absences.failure,
    absences,
    incompleteFeeds: incompleteOf(pulls, references.failure),
    remarks: [...new Set(pulls.flatMap(pull => [...pull.notes]))],
    mayRemove: list?.complete === true && failure === null && absences.leftOut === 0,
    since: pulledSince,
  }
  releaseHeads(pulls)
  if (context.signal.aborted) return cancelled(context)
  const { work, basis } = prepare(context, pulled, references.cures)
  const shown = previewRemovals(context, basis, work.touching())
  const reasons = [...moved, ...brakeOf(context, pulled, before, shown)]
  supersedeWaiting(context)
  if (reasons.length > 0 && !options.approve) {
    await pushOwed(context, options)
    return waitAtBrake(context, pulled, shown, reasons)
  }
  await recordWork(context, basis, work, options.approve ? null : shown)
  return closeRun(context, pulled, reasons, await pushOwed(context, options))
}

/** Step 6: what is owed goes out, also when the run waits at the brake (D5). */
async function pushOwed(context: RunContext, { push }: RunOptions): Promise<PushCounts> {
  if (push === undefined || context.signal.aborted) return NOTHING_PUSHED
  context.report({ step: 'push', doing: 'Sending payments', done: 0, total: null })
  const pushed = await push(context.runSeq, context.signal)
  context.counts.delivered = pushed.delivered
  return pushed
}

/** Takes a waiting run up again: no new pull, a new plan against the ledger of now, and no more taken away than was shown (B2). */
export async function approveRun(context: RunContext, waiting: StoredRun): Promise<RunEnd> {
  const { ledger } = context
  const held = ledger.runs.held(waiting.seq)
  const cured = recordReferences(context, [])
  const pulled: Pulled = {
    pulls: [],
    failure: null,
    absences: {
      ...absencesOf(context, held),
      strangers: findStrangers(context, undefined),
      unasked: waiting.facts.unasked === true,
    },
    incompleteFeeds: waiting.facts.incompleteFeeds ?? [],
    remarks: waiting.facts.remarks ?? [],
    mayRemove: waiting.facts.mayRemove ?? false,
    since: waiting.startedAt,
  }
  const approved = heldRemovals(held)
  if (pulled.absences.unasked) {
    const confirmed = await confirmAbsences(context, pulled.absences)
    if (confirmed.failure !== null || context.signal.aborted) {
      const why = confirmed.failure?.message ?? 'It was cancelled.'
      return waitAtBrake(context, pulled, approved, [
        `What is missing could not be asked for singly, so nothing was taken away. ${why}`,
      ])
    }
    pulled.absences = { ...confirmed, strangers: pulled.absences.strangers }
  }
  const { work, basis } = prepare(context, pulled, cured > 0 ? CURABLE_CAUSES : [])
  const now = previewRemovals(context, basis, work.touching())
  const more = [...now].filter(([feeSeq, found]) => found.removals.some(one => !isShown(approved.get(feeSeq), one)))
  if (more.length > 0) {
    return waitAtBrake(context, pulled, now, [
      `${more.length} more fees would be waived or have an entry voided than was shown before.`,
    ])
  }
  await recordWork(context, basis, work, approved)
  return closeRun(context, pulled, [], NOTHING_PUSHED)
}

function isShown(
  shown: { removals: { what: string; amountCents: number }[] } | undefined,
  one: { what: string; amountCents: number },
): boolean {
  return (
    shown?.removals.some(
      known => known.what === one.what && Math.abs(one.amountCents) <= Math.abs(known.amountCents),
    ) ?? false
  )
}

function countPulled(context: RunContext, pulls: readonly FeedPull[]): void {
  const list = pulls.find(pull => pull.feed === 'line-items')
  context.counts.pulled = list?.distinct ?? 0
  context.counts.unchanged = list?.unchanged ?? 0
}

/** Every list that this run did not prove whole, also one that it never came to; with the assets, which are asked for singly. */
function incompleteOf(pulls: readonly FeedPull[], assetFailure: SystemFailure | null): FeedName[] {
  const whole = new Set(pulls.filter(pull => pull.complete).map(pull => pull.feed))
  const lists: FeedName[] = IIQ_FEEDS.filter(feed => !whole.has(feed))
  return assetFailure === null ? lists : [...lists, 'assets']
}

interface TakenReferences {
  /** Causes of earlier errors, and of what was left out, that the records which came in may cure. */
  cures: readonly string[]
  /** Why assets could not be asked for, or null. */
  failure: SystemFailure | null
}
const NO_REFERENCES: TakenReferences = { cures: [], failure: null }

/** Reference records, then the assets that only they leave open. */
async function takeReferences(context: RunContext, pulls: FeedPull[], newestBefore: number): Promise<TakenReferences> {
  doubtCategories(pulls)
  const types = context.ledger.imports
    .waitingReferences('iiq')
    .some(one => one.feed === 'item-types' || one.feed === 'categories')
  const recorded = recordReferences(context, pulls)
  const leftovers = context.ledger.imports.olderFees('iiq', newestBefore)
  const curable = ['no-student', 'unknown-asset'].flatMap(cause => context.ledger.imports.byCause('iiq', cause))
  const list = pulls.find(pull => pull.feed === 'line-items')
  const failure = await pullAssets(
    context,
    list,
    [...leftovers, ...curable].map(one => one.seq),
  )
  const cured = recorded + recordReferences(context, pulls) > 0 ? CURABLE_CAUSES : []
  return { cures: types ? [...cured, ...LEFT_OUT_BY_CATEGORY] : cured, failure }
}

/** What was left out because of a category: looked at again when item types or categories change, with the payments that were left out beside it. */
const LEFT_OUT_BY_CATEGORY = ['category-not-selected', 'fee-out-of-scope']

/** Every item type has a category: a list of item types beside an empty list of categories is not whole, whatever it says. */
function doubtCategories(pulls: readonly FeedPull[]): void {
  const types = pulls.find(pull => pull.feed === 'item-types')
  const categories = pulls.find(pull => pull.feed === 'categories')
  if (categories === undefined || categories.distinct > 0 || types === undefined || types.distinct === 0) return
  categories.complete = false
  categories.reason ??= 'it lists item types and not one category.'
}

/** Step 3: what waits, grouped by fee; with earlier errors that new reference data may cure; and the fees that must be looked at again. */
function prepare(context: RunContext, pulled: Pulled, cures: readonly string[]): { work: Work; basis: PlanBasis } {
  const { imports } = context.ledger
  context.report({ step: 'plan', doing: 'Planning', done: 0, total: null })
  const curable = cures.flatMap(cause => imports.byCause('iiq', cause))
  const basis: PlanBasis = {
    book: openBook(context, new Set(pulled.incompleteFeeds)),
    absences: pulled.absences,
    mayRemove: pulled.mayRemove,
    today: todayOf(context),
    pulledSince: pulled.since,
  }
  return {
    work: gatherWork(
      context,
      basis,
      curable.filter(one => one.feed === 'line-items'),
    ),
    basis,
  }
}

/** B1's reasons that are known before anything is planned: another address, another site. A practice ledger's address may move. */
export function sourceReasons(context: RunContext, before: StoredRun | null): string[] {
  const { origin, siteId } = before?.facts ?? {}
  if (origin === undefined || siteId === undefined || context.ledger.settings.meta('practice') === '1') return []
  return brakeReasons({
    systemName: SYSTEM_NAMES.iiq,
    feesTouched: 0,
    openFees: 0,
    pulledNow: 1,
    pulledBefore: null,
    complete: false,
    sourceNow: { origin: context.system.origin, siteId: context.siteId },
    sourceBefore: { origin, siteId },
  })
}

function brakeOf(context: RunContext, pulled: Pulled, before: StoredRun | null, shown: Removals): string[] {
  context.report({ step: 'brake', doing: 'Checking what would be taken away', done: 0, total: null })
  const source = { origin: context.system.origin, siteId: context.siteId }
  return brakeReasons({
    systemName: SYSTEM_NAMES.iiq,
    feesTouched: shown.size,
    // Counting reads every open fee, and is only needed when something would be taken away.
    openFees: shown.size === 0 ? 0 : context.ledger.fees.countOpen('iiq'),
    pulledNow: context.counts.pulled,
    // Behind another cut-off there are other fees: only pulls with the same one can be compared (Z2).
    pulledBefore: before?.facts.createdSince === context.scope.createdSince ? (before.facts.pulled ?? null) : null,
    complete: pulled.mayRemove,
    sourceNow: source,
    sourceBefore: null,
  })
}

/** A waiting run does not block its task: the next one that has planned takes its place (B2). */
function supersedeWaiting(context: RunContext): void {
  const { ledger, task } = context
  for (const waiting of ledger.runs.waiting(task)) {
    ledger.transact(() => ledger.runs.setOutcome(waiting.seq, 'superseded', 'A later run took its place.'))
  }
}

/** Step 4 stops: nothing is recorded, and what would be taken away is kept for the clerk to see. */
function waitAtBrake(context: RunContext, pulled: Pulled, shown: Removals, reasons: string[]): RunEnd {
  const { ledger, runSeq, counts } = context
  const changes: HeldChange[] = []
  for (const [feeSeq, { version, removals }] of shown) {
    for (const { what, amountCents, message } of removals)
      changes.push({ feeSeq, feeVersion: version, what, amountCents, message })
  }
  for (const key of pulled.absences.fees) {
    const fee = ledger.fees.knownByKey('iiq', key)
    if (fee !== null) changes.push({ feeSeq: fee.seq, feeVersion: 0, what: 'missing', amountCents: 0, message: key })
  }
  for (const [feeSeq, movements] of pulled.absences.movements) {
    for (const one of movements)
      changes.push({ feeSeq, feeVersion: 0, what: 'gone', amountCents: one.amountCents, message: one.externalKey })
  }
  ledger.transact(() => ledger.runs.hold(runSeq, changes))
  counts.unprocessed = ledger.imports.countWaiting('iiq')
  return {
    outcome: 'waiting',
    message: `It waits for approval: ${reasons.join(' ')} Nothing is recorded yet.`,
    brake: reasons,
    facts: {
      ...factsOf(context),
      mayRemove: pulled.mayRemove,
      incompleteFeeds: pulled.incompleteFeeds,
      unasked: pulled.absences.unasked,
      remarks: pulled.remarks,
    },
  }
}

function absencesOf(context: RunContext, held: readonly HeldChange[]): Absences {
  const found = noAbsences()
  for (const one of held) {
    if (one.what === 'missing') found.fees.add(one.message)
    if (one.what !== 'gone') continue
    const movement = context.ledger.fees.movement('iiq', one.message)
    const importSeq = context.ledger.imports.head('iiq', 'line-items', one.message)?.importSeq
    if (movement === null || importSeq === undefined) continue
    found.movements.set(one.feeSeq, [...(found.movements.get(one.feeSeq) ?? []), { ...movement, importSeq }])
  }
  return found
}

function heldRemovals(held: readonly HeldChange[]): Removals {
  const shown: Removals = new Map()
  for (const { feeSeq, feeVersion, what, amountCents, message } of held) {
    if (what === 'missing' || what === 'gone') continue
    const known = shown.get(feeSeq) ?? { version: feeVersion, name: '', removals: [] }
    known.removals.push({ what, amountCents, message })
    shown.set(feeSeq, known)
  }
  return shown
}

function factsOf(context: RunContext): RunSourceFacts {
  return {
    origin: context.system.origin,
    siteId: context.siteId,
    pulled: context.counts.pulled,
    createdSince: context.scope.createdSince,
  }
}

function cancelled(context: RunContext): RunEnd {
  context.counts.unprocessed = context.ledger.imports.countWaiting('iiq')
  return {
    outcome: 'cancelled',
    message: `It was cancelled; ${context.counts.pulled} records were read, and what was stored is kept for the next run.`,
    brake: [],
    facts: factsOf(context),
  }
}

/** Step 7: sync errors about the pull itself, counts, and the outcome computed from them. */
function closeRun(context: RunContext, pulled: Pulled, reasons: string[], pushed: PushCounts): RunEnd {
  const { ledger, runSeq, counts, signal } = context
  context.report({ step: 'close', doing: 'Closing', done: 0, total: null })
  const complete = pulled.incompleteFeeds.length === 0 && pulled.failure === null
  ledger.transact(() => {
    closeAbsentImports(context, pulled.absences)
    if (pulled.pulls.length > 0) {
      if (complete) closePullErrors(context)
      else raisePullErrors(context, pulled.pulls, pulled.failure)
    }
    if (pulled.mayRemove) sayMissing(context)
    ledger.errors.closeAgreed(nowOf(context))
  })
  counts.errors += ledger.errors.countOpenedBy(runSeq)
  counts.unprocessed = ledger.imports.countWaiting('iiq')
  const outcome = outcomeOf({
    counts,
    failed: pulled.failure !== null,
    cancelled: signal.aborted,
    waits: false,
    complete: complete && pushed.unfinished === 0,
  })
  const recorded = outcome === 'succeeded' || outcome === 'partly'
  return {
    outcome,
    message: sayEnd(outcome, pulled, { openErrors: ledger.errors.countOpen(), pushed }),
    brake: reasons,
    facts: { ...factsOf(context), recorded },
  }
}
