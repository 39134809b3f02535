import { LIMITS } from '../../../contract/limits.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import type { Db } from '../open.ts'
import { type Condition, findPlaces } from './keyset.ts'
import { readMark, writeMark } from './page-mark.ts'
import { readInOrder, WANTED } from './prepared.ts'
import { readTransfers } from './transfer-row.ts'
import type { View } from './view.ts'

/** A page of sync errors: the open ones, oldest first, unless another state is asked for; those are shown newest first. */
export const listErrors: View<'errors.list'> = ({ db }, request) => {
  const state = request.state ?? 'open'
  const limit = request.limit ?? LIMITS.listRows
  const list = `errors ${state}`
  const after = readMark(list, ['integer'], request.after)
  const places = findPlaces(db, {
    table: 'sync_errors',
    conditions: state === 'all' ? [] : [inState(state)],
    order: { key: 'seq', direction: state === 'open' ? 'ASC' : 'DESC', index: null, range: [] },
    after,
    limit: limit + 1,
  })
  const last = places.length > limit ? places[limit - 1] : undefined
  const seqs = places.slice(0, limit).map(place => place.seq)
  const items = readSyncErrors(db, seqs)
  return { items, next: last === undefined ? null : writeMark(list, [last.seq]) }
}

function inState(state: SyncErrorRow['state']): Condition {
  const clause = { sql: 'state = ?', params: [state] }
  return {
    ...clause,
    walks: [{ index: 'sync_errors_by_state', stretches: [clause], inOrderOf: 'seq', exact: true }],
  }
}

const ERRORS = `SELECT s.seq, s.id, s.system, s.task, s.cause, s.message, s.remedy, s.actions, s.state, f.id AS feeId, i.id AS importId, r.id AS runId,
    s.opened_at AS openedAt, s.closed_at AS closedAt, s.closed_by AS closedBy, d.seq AS transferSeq
  FROM ${WANTED} sync_errors s ON s.seq = wanted.value LEFT JOIN fees f ON f.seq = s.fee_seq LEFT JOIN imports i ON i.seq = s.import_seq
  LEFT JOIN runs r ON r.seq = s.run_seq LEFT JOIN deliveries d ON s.key LIKE 'delivery:%' AND d.id = substr(s.key, 10)`

type StoredError = Omit<SyncErrorRow, 'actions' | 'transfer'> & {
  seq: number
  actions: string
  transferSeq: number | null
}

/** Reads sync errors by `seq`, in that order. */
export function readSyncErrors(db: Db, seqs: readonly number[]): SyncErrorRow[] {
  const found = readInOrder<StoredError>(db, ERRORS, seqs)
  const transferSeqs = found.flatMap(({ transferSeq }) => transferSeq ?? [])
  const rows = readTransfers(db, transferSeqs)
  const transfers = new Map(transferSeqs.map((seq, index) => [seq, rows[index] ?? null]))
  return found.map(({ seq: _, transferSeq, actions, ...stored }) => ({
    ...stored,
    actions: JSON.parse(actions),
    transfer: transferSeq === null ? null : (transfers.get(transferSeq) ?? null),
  }))
}
