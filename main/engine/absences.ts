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
  /** An answer that did not come: what it was about is left alone, and the run is not whole. */
  failure: SystemFailure | null
}

export interface AbsentImport {
  seq: number
  key: string
  cause: typeof GONE_THERE | 'before-cut-off'
}

export function noAbsences(): Absences {
  return { fees: new Set(), movements: new Map(), back: new Set(), imports: [], failure: null }
}

/** Finds what is missing after a pull. Removes nothing after an incomplete one, or one with a row whose id cannot be read (P3). */
export async function findAbsences(context: RunContext, pull: FeedPull): Promise<Absences> {
  const found = noAbsences()
  findReturned(context, pull, found)
  if (!pull.complete || pull.unreadableIds > 0) return found
  const absent = unlisted(pull)
  for (const [index, one] of absent.entries()) {
    if (context.signal.aborted || found.failure !== null) break
    context.report({
      step: 'pull',
      doing: 'Asking for records that were not listed',
      done: index,
      total: absent.length,
    })
    await judgeAbsent(context, pull, one, found)
  }
  return found
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

async function judgeAbsent(
  context: RunContext,
  pull: FeedPull,
  one: { key: string; importSeq: number },
  found: Absences,
): Promise<void> {
  const { fees } = context.ledger
  const fee = fees.knownByKey('iiq', one.key)
  if (fee !== null) {
    if (!waiveRulesApply(fee, context.scope)) return
    const settled = fee.sourceMissingAt !== null && (fee.balanceCents <= 0 || !context.scope.waiveMissing)
    if (settled) return
    if (await isAbsent(context, pull, one.key, found)) found.fees.add(one.key)
    return
  }
  const movement = fees.movement('iiq', one.key)
  if (movement === null) {
    judgeImport(context, pull, one, found)
    return
  }
  // A payment of a fee that is itself gone stays (W3); one from before the cut-off was never asked for.
  const itsFee = fees.bySeq(movement.feeSeq)
  if (itsFee === null || itsFee.sourceMissingAt !== null || movement.occurredOn < context.scope.createdSince) return
  if (!wasListed(pull, itsFee.externalKey)) return
  if (await isAbsent(context, pull, one.key, found)) {
    const gone = { ...movement, importSeq: one.importSeq }
    found.movements.set(movement.feeSeq, [...(found.movements.get(movement.feeSeq) ?? []), gone])
  }
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
  found.imports.push({ seq: one.importSeq, key: one.key, cause: isEarly ? 'before-cut-off' : GONE_THERE })
}

/** Asks for one record by its id. One that answers after all is stored like any other and counts as present. */
async function isAbsent(context: RunContext, pull: FeedPull, key: string, found: Absences): Promise<boolean> {
  // Asked for by the id as it was written: a system may compare it letter by letter.
  const writtenId = latestOf(context, pull, key)?.externalId ?? key
  const answer = await context.system.askFor('line-items', writtenId, context.signal)
  if (answer.kind === 'failed') {
    found.failure = answer
    return false
  }
  if (answer.kind === 'absent') return true
  const { record } = answer
  const position = pull.heads.byKey.get(key)
  if (position !== undefined && pull.heads.hashes[position] === record.hash.toString('latin1')) return false
  storeSingle(context, key, record, position === undefined ? null : (pull.heads.importSeqs[position] ?? null))
  return false
}
