import { LIMITS } from '../../contract/limits.ts'
import { BRAKE_LEAST_FEES, brakeLimit } from '../domain/brake.ts'
import type { GoneMovement } from '../domain/fee-plan.ts'
import { GONE_THERE } from '../domain/plan-fee.ts'
import { waiveRulesApply } from '../domain/scope.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import type { SystemFailure } from '../domain/system.ts'
import { storeSingle } from './orphans.ts'
import { type FeedPull, unlisted, wasListed } from './pull.ts'
import type { RunContext } from './run-context.ts'

/** What a complete pull no longer lists, each asked for singly (W3, C2), and what it lists again (W4). */
export interface Absences {
  fees: Set<string>
  /** By fee: its live payments and adjustments that are gone. */
  movements: Map<number, GoneMovement[]>
  back: Set<string>
  /** Imports in error or waiting whose record is not listed any more, and why. */
  imports: AbsentImport[]
  /** Imports that wait since a run that read from elsewhere and that this run did not list: not this system's until it lists them (B1). */
  strangers: Set<number>
  /** An answer that did not come: what it was about is left alone, and the run is not whole. */
  failure: SystemFailure | null
  /** True when nothing was asked singly yet, because the run stops at the brake in any case. */
  unasked: boolean
  /** Records that the list left out and that are there all the same: the list was not whole (P3). */
  leftOut: number
}

export interface AbsentImport {
  seq: number
  key: string
  cause: typeof GONE_THERE | 'before-cut-off'
}

export function noAbsences(): Absences {
  return {
    fees: new Set(),
    movements: new Map(),
    back: new Set(),
    imports: [],
    strangers: new Set(),
    failure: null,
    unasked: false,
    leftOut: 0,
  }
}

/** A record that must be asked for singly before it counts as gone. */
interface Question {
  key: string
  /** The payment or adjustment, or null when it is a fee itself. */
  movement: GoneMovement | null
  /** The fee that would lose something, or null when nothing would be taken away. */
  losingFeeSeq: number | null
}

/**
 * Finds what is missing after a pull. Removes nothing after an incomplete one, or one with a row whose id cannot be read (P3).
 * Where so much is missing that the run stops at the brake anyway, nothing is asked yet (`mayStop`): thousands of questions would only delay the stop, and an approval asks them.
 */
export async function findAbsences(context: RunContext, pull: FeedPull, mayStop: boolean): Promise<Absences> {
  const found = noAbsences()
  findReturned(context, pull, found)
  if (!pull.complete || pull.unreadableIds > 0) return found
  const questions = unlisted(pull).flatMap(one => judgeAbsent(context, pull, one, found))
  found.unasked = mayStop && isTooMuch(context, questions)
  await askAll(context, questions, found)
  return found
}

/** Asks what a run at the brake had left unasked; what is there after all is not taken away. */
export async function confirmAbsences(context: RunContext, held: Absences): Promise<Absences> {
  const found = noAbsences()
  const fees = [...held.fees].map(key => ({ key, movement: null, losingFeeSeq: null }))
  const movements = [...held.movements.values()]
    .flat()
    .map(movement => ({ key: movement.externalKey, movement, losingFeeSeq: null }))
  await askAll(context, [...fees, ...movements], found)
  return found
}

/** Whether the brake stops by the number of fees alone, or there are more questions than a run should ask. */
function isTooMuch(context: RunContext, questions: readonly Question[]): boolean {
  if (questions.length <= BRAKE_LEAST_FEES) return false
  const losing = new Set(questions.flatMap(one => (one.losingFeeSeq === null ? [] : [one.losingFeeSeq])))
  if (losing.size > brakeLimit(context.ledger.fees.countOpen('iiq'))) return true
  return questions.length > LIMITS.singleQuestions
}

async function askAll(context: RunContext, questions: readonly Question[], found: Absences): Promise<void> {
  for (const [index, { key, movement }] of questions.entries()) {
    if (context.signal.aborted || found.failure !== null) return
    if (!found.unasked) {
      context.report({
        step: 'pull',
        doing: 'Asking for records that were not listed',
        done: index,
        total: questions.length,
      })
      if (!(await isAbsent(context, key, found))) continue
    }
    if (movement === null) found.fees.add(key)
    else found.movements.set(movement.feeSeq, [...(found.movements.get(movement.feeSeq) ?? []), movement])
  }
}

/** What a run from another address or site left waiting; what `list` lists too is this system's all the same. */
export function findStrangers(context: RunContext, list: FeedPull | undefined): Set<number> {
  const { ledger, system, siteId } = context
  if (ledger.settings.meta('practice') === '1') return new Set()
  const waiting = ledger.runs
    .readElsewhere(system.origin, siteId)
    .flatMap(runSeq => ledger.imports.waitingFromRun(runSeq))
  return new Set(waiting.flatMap(one => (list !== undefined && wasListed(list, one.externalKey) ? [] : [one.seq])))
}

/** Records that were laid aside because they were gone, and are listed again as they were, are decided anew. */
export function reopenReturned(context: RunContext, pull: FeedPull): void {
  const { ledger } = context
  const back = ledger.imports
    .byCause('iiq', GONE_THERE)
    .filter(one => one.feed === pull.feed && wasListed(pull, one.externalKey))
  if (back.length === 0) return
  ledger.transact(() => {
    for (const one of back) ledger.imports.reopen(one.seq)
  })
}

/** Fees that were missing and are listed again. One that is listed as deleted is missing still (W3). */
function findReturned(context: RunContext, pull: FeedPull, found: Absences): void {
  const { fees } = context.ledger
  for (const key of fees.missingKeys('iiq')) {
    if (!wasListed(pull, key)) continue
    const source = latestOf(context, pull, key)
    if (source?.kind !== 'fee' || !source.isDeleted) {
      found.back.add(key)
      continue
    }
    const fee = fees.knownByKey('iiq', key)
    if (fee !== null && fee.balanceCents > 0 && context.scope.waiveMissing) found.fees.add(key)
  }
}

/** The latest version of a record, read; null when its text is not kept any more. */
function latestOf(context: RunContext, pull: FeedPull, key: string): SourceRecord | null {
  const raw = context.ledger.imports.body(pull.heads.importSeqs[pull.heads.byKey.get(key) ?? -1] ?? 0)
  return raw === null ? null : context.system.read('line-items', raw)
}

/** What must be asked about one record that was not listed; a record that never came into the ledger is judged at once. */
function judgeAbsent(
  context: RunContext,
  pull: FeedPull,
  one: { key: string; importSeq: number },
  found: Absences,
): Question[] {
  const { fees } = context.ledger
  const fee = fees.knownByKey('iiq', one.key)
  if (fee !== null) {
    if (!waiveRulesApply(fee, context.scope)) return []
    const settled = fee.sourceMissingAt !== null && (fee.balanceCents <= 0 || !context.scope.waiveMissing)
    const loses = fee.balanceCents > 0 && context.scope.waiveMissing
    return settled ? [] : [{ key: one.key, movement: null, losingFeeSeq: loses ? fee.seq : null }]
  }
  const movement = fees.movement('iiq', one.key)
  if (movement === null) {
    judgeImport(context, pull, one, found)
    return []
  }
  // A payment of a fee that is itself gone stays (W3); one from before the cut-off was never asked for.
  const itsFee = fees.bySeq(movement.feeSeq)
  if (itsFee === null || movement.occurredOn < context.scope.createdSince) return []
  if (itsFee.sourceMissingAt !== null && !found.back.has(itsFee.externalKey)) return []
  if (!wasListed(pull, itsFee.externalKey)) return []
  return [{ key: one.key, movement: { ...movement, importSeq: one.importSeq }, losingFeeSeq: movement.feeSeq }]
}

/** A record that never came into the ledger and is not listed any more. The list proves nothing about what lies before the cut-off. */
function judgeImport(
  context: RunContext,
  pull: FeedPull,
  one: { key: string; importSeq: number },
  found: Absences,
): void {
  const status = context.ledger.imports.fate('iiq', 'line-items', one.key)?.status
  if (status !== 'Error' && status !== 'Unprocessed') return
  const source = latestOf(context, pull, one.key)
  const isEarly = source !== null && 'createdOn' in source && source.createdOn < context.scope.createdSince
  // What waits from before the cut-off is planned like any other record, and left out with its payments.
  if (isEarly && status === 'Unprocessed') return
  found.imports.push({ seq: one.importSeq, key: one.key, cause: isEarly ? 'before-cut-off' : GONE_THERE })
}

/** Asks for one record by its id. One that answers after all is stored like any other and counts as present. */
async function isAbsent(context: RunContext, key: string, found: Absences): Promise<boolean> {
  const head = context.ledger.imports.head('iiq', 'line-items', key)
  const raw = head === null ? null : context.ledger.imports.body(head.importSeq)
  // Asked for by the id as it was written: a system may compare it letter by letter.
  const writtenId = (raw === null ? null : context.system.read('line-items', raw).externalId) ?? key
  const answer = await context.system.askFor('line-items', writtenId, context.signal)
  if (answer.kind === 'failed') {
    found.failure = answer
    return false
  }
  if (answer.kind === 'absent') return true
  found.leftOut += 1
  if (head?.hash.equals(answer.record.hash) !== true) storeSingle(context, key, answer.record, head?.importSeq ?? null)
  return false
}
