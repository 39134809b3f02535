import { LIMITS } from '../../contract/limits.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PendingImport } from '../ledger/pending-imports.ts'
import { groupByFee, type PendingCase, type PlanBasis } from './plan.ts'
import type { RunContext } from './run-context.ts'

/** What a run has to plan and record. It is read batch by batch, so that a first import of hundreds of thousands of records needs no more memory than a small one. */
export interface Work {
  /** Everything that could take something away: fees of the ledger that something came in for, and the follow-ups. */
  touching(): PendingCase[]
  /** All cases, about `LIMITS.recordBatchRows` imports at a time. Each batch is read when it is asked for. */
  batches(): Iterable<PendingCase[]>
  /** Imports that wait, for progress. */
  total: number
}

/** Gathers the work of a run: what waits, earlier errors that may be cured now, and fees that must be looked at though nothing came in for them. */
export function gatherWork(context: RunContext, basis: PlanBasis, curable: readonly PendingImport[]): Work {
  const { ledger } = context
  // A record that waits here and is no longer there is not taken in any more; closing the run lays it aside.
  const gone = new Set(basis.absences.imports.map(one => one.seq))
  const { strangers } = basis.absences
  const isHere = (one: PendingImport) => !gone.has(one.seq) && !strangers.has(one.seq)
  const cured = groupByFee(curable.filter(isHere)).map(one => withWaiting(ledger, one, isHere))
  const touched = ledger.imports.touchedFees('iiq')
  const followUps = followUpCases(context, basis, new Set([...touched, ...cured.map(one => one.feeKey)]))
  return {
    total: ledger.imports.countWaiting('iiq'),
    touching: () => [
      ...touched
        .map(feeKey => caseOf(ledger, feeKey, isHere))
        .filter(one => one.fee !== null || one.movements.length > 0),
      ...cured,
      ...followUps,
    ],
    *batches() {
      yield* inBatches(cured)
      yield* waitingBatches(ledger, isHere)
      yield* inBatches(followUps)
    },
  }
}

/** The imports that wait for one fee, as a case. */
export function caseOf(
  ledger: Ledger,
  feeKey: string,
  isHere: (one: PendingImport) => boolean = () => true,
): PendingCase {
  const [found] = groupByFee(ledger.imports.waitingOf('iiq', feeKey).filter(isHere))
  return found ?? { feeKey, fee: null, movements: [] }
}

/** An earlier error with the payments that wait for it. */
function withWaiting(ledger: Ledger, cured: PendingCase, isHere: (one: PendingImport) => boolean): PendingCase {
  const waiting = caseOf(ledger, cured.feeKey, isHere)
  const seqs = new Set(cured.movements.map(one => one.seq))
  return {
    feeKey: cured.feeKey,
    fee: cured.fee ?? waiting.fee,
    movements: [...cured.movements, ...waiting.movements.filter(one => !seqs.has(one.seq))],
  }
}

/** What waits: fees, oldest first, each with the payments and adjustments that wait for it; then those that wait for fees of which nothing came in. */
function* waitingBatches(ledger: Ledger, isHere: (one: PendingImport) => boolean): Generator<PendingCase[]> {
  const movements = new Map<string, PendingImport[]>()
  for (const one of ledger.imports.waitingMovements('iiq')) {
    const feeKey = one.subjectKey
    if (feeKey === null || !isHere(one)) continue
    const others = movements.get(feeKey)
    if (others === undefined) movements.set(feeKey, [one])
    else others.push(one)
  }
  for (let after = 0; ; ) {
    const fees = ledger.imports.waitingFees('iiq', after, LIMITS.recordBatchRows)
    const last = fees.at(-1)
    if (last === undefined) break
    after = last.seq
    const cases = groupByFee(fees.filter(isHere)).map(one => ({
      ...one,
      movements: [...one.movements, ...(movements.get(one.feeKey) ?? [])],
    }))
    for (const { feeKey } of cases) movements.delete(feeKey)
    yield* inBatches(cases)
  }
  yield* inBatches([...movements].map(([feeKey, waiting]) => ({ feeKey, fee: null, movements: waiting })))
}

/** Batches of about as many imports as one SQL transaction takes. */
function* inBatches(cases: readonly PendingCase[]): Generator<PendingCase[]> {
  let batch: PendingCase[] = []
  let imports = 0
  for (const one of cases) {
    batch.push(one)
    imports += one.movements.length + 1
    if (imports < LIMITS.recordBatchRows) continue
    yield batch
    batch = []
    imports = 0
  }
  if (batch.length > 0) yield batch
}

/** Cases of fees that nothing came in for, but that must be looked at: missing, back again, or at odds with their system. */
function followUpCases(context: RunContext, basis: PlanBasis, planned: ReadonlySet<string>): PendingCase[] {
  const { fees } = context.ledger
  const keys = new Set<string>([...basis.absences.fees, ...basis.absences.back])
  for (const feeSeq of basis.absences.movements.keys()) {
    const fee = fees.bySeq(feeSeq)
    if (fee !== null) keys.add(fee.externalKey)
  }
  if (basis.mayRemove) for (const key of fees.atOdds('iiq')) keys.add(key)
  return [...keys].filter(key => !planned.has(key)).map(feeKey => ({ feeKey, fee: null, movements: [] }))
}
