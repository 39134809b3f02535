import type { LiveMovement } from '../domain/fee-plan.ts'
import { waiveRulesApply } from '../domain/scope.ts'
import type { SystemFailure } from '../domain/system.ts'
import { storeSingle } from './orphans.ts'
import { type FeedPull, unlisted, wasListed } from './pull.ts'
import type { RunContext } from './run-context.ts'

/** What a complete pull no longer lists, each asked for singly (W3, C2), and what it lists again (W4). */
export interface Absences {
  fees: Set<string>
  /** By fee: its live payments and adjustments that are gone. */
  movements: Map<number, LiveMovement[]>
  back: Set<string>
  /** Imports in error or waiting whose record is no longer there. */
  imports: { seq: number; key: string }[]
  /** An answer that did not come: what it was about is left alone, and the run is not whole. */
  failure: SystemFailure | null
}

export function noAbsences(): Absences {
  return { fees: new Set(), movements: new Map(), back: new Set(), imports: [], failure: null }
}

/** Finds what is missing after a pull. Removes nothing after an incomplete one, or one with a row whose id cannot be read (P3). */
export async function findAbsences(context: RunContext, pull: FeedPull): Promise<Absences> {
  const found = noAbsences()
  for (const key of context.ledger.fees.missingKeys('iiq')) {
    if (wasListed(pull, key)) found.back.add(key)
  }
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
    found.imports.push({ seq: one.importSeq, key: one.key })
    return
  }
  // A payment of a fee that is itself gone stays (W3); one from before the cut-off was never asked for.
  const itsFee = fees.bySeq(movement.feeSeq)
  if (itsFee === null || itsFee.sourceMissingAt !== null || movement.occurredOn < context.scope.createdSince) return
  if (!wasListed(pull, itsFee.externalKey)) return
  if (await isAbsent(context, pull, one.key, found)) {
    found.movements.set(movement.feeSeq, [...(found.movements.get(movement.feeSeq) ?? []), movement])
  }
}

/** Asks for one record by its id. One that answers after all is stored like any other and counts as present. */
async function isAbsent(context: RunContext, pull: FeedPull, key: string, found: Absences): Promise<boolean> {
  const answer = await context.system.askFor('line-items', key, context.signal)
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
