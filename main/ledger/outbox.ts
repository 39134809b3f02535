import type { DeliveryRow, DeliveryState, EntryKind } from '../../contract/rows/fee.ts'
import type { SourceSystem, SystemId } from '../../contract/tasks.ts'
import type { Db } from './open.ts'

/** A delivery as the engine works with it. Times are UTC; `amountCents` is its entry's effect on the balance. */
export interface StoredDelivery {
  seq: number
  id: string
  reference: string
  system: SystemId
  kind: EntryKind
  feeSeq: number
  entrySeq: number
  amountCents: number
  state: DeliveryState
  attempts: number
  nextAt: string | null
  reason: string | null
  externalId: string | null
  createdAt: string
  isInstant: 0 | 1
  aboutSeq: number | null
  action: 'create' | 'remove' | null
  body: string | null
  attemptedAt: string | null
  emptyLookups: number
}

/** A delivery that is not settled, with what decides whether it is held. */
export interface WeighedDelivery {
  seq: number
  kind: EntryKind
  state: DeliveryState
  reason: string | null
  isInstant: 0 | 1
  createdAt: string
  aboutKind: EntryKind | null
  aboutState: DeliveryState | null
  aboutSystem: SourceSystem | null
  categoryKey: string | null
  isMissingThere: 0 | 1
}

/** A delivery as it is written with its entry (D1). */
export type NewDelivery = Pick<
  StoredDelivery,
  | 'id'
  | 'reference'
  | 'system'
  | 'kind'
  | 'feeSeq'
  | 'entrySeq'
  | 'amountCents'
  | 'isInstant'
  | 'aboutSeq'
  | 'reason'
  | 'createdAt'
> & { state: 'waiting' | 'cancelled' }

const COLUMNS = `d.seq, d.id, d.reference, d.system, d.kind, d.fee_seq AS feeSeq, d.entry_seq AS entrySeq, d.amount_cents AS amountCents, d.state, d.attempts,
  d.next_at AS nextAt, d.reason, d.external_id AS externalId, d.created_at AS createdAt, d.is_instant AS isInstant, d.about_seq AS aboutSeq, d.action, d.body,
  d.attempted_at AS attemptedAt, d.empty_lookups AS emptyLookups`

/** Earlier deliveries of the same fee go first (D5); one that a switch holds holds up nothing but what depends on it. */
const GOES_FIRST = `SELECT 1 FROM deliveries e WHERE e.fee_seq = d.fee_seq AND e.seq < d.seq AND e.settled_at IS NULL AND e.state <> 'held'`

/** The outbox: changes owed to outside systems, one row each (D1). */
export function openOutbox(db: Db) {
  return { ...openSettling(db), ...openQueue(db), ...openHolding(db) }
}

/** What is known of deliveries, and their end. */
function openSettling(db: Db) {
  const knows = db.prepare<[string], number>('SELECT 1 FROM deliveries WHERE id = ?').pluck()
  const settleByMark = db.prepare(
    `UPDATE deliveries SET state = 'delivered', external_id = ?, settled_at = ?, next_at = NULL, reason = NULL WHERE id = ? AND (settled_at IS NULL OR state = 'refused') AND action IS NOT 'remove'`,
  )
  const settle = db.prepare(
    'UPDATE deliveries SET state = ?, external_id = coalesce(?, external_id), reason = ?, settled_at = ?, next_at = NULL WHERE seq = ? AND settled_at IS NULL',
  )
  const endByClerk = db.prepare(
    'UPDATE deliveries SET state = ?, reason = ?, settled_at = ?, next_at = NULL WHERE seq = ?',
  )
  const byId = db.prepare<[string], StoredDelivery>(`SELECT ${COLUMNS} FROM deliveries d WHERE d.id = ?`)
  const bySeq = db.prepare<[number], StoredDelivery>(`SELECT ${COLUMNS} FROM deliveries d WHERE d.seq = ?`)
  const ofEntry = db.prepare<[number], StoredDelivery>(
    `SELECT ${COLUMNS} FROM deliveries d WHERE d.entry_seq = ? ORDER BY d.seq LIMIT 1`,
  )
  const takingBack = db.prepare<[number], StoredDelivery>(
    `SELECT ${COLUMNS} FROM deliveries d WHERE d.about_seq = ? AND d.settled_at IS NULL ORDER BY d.seq`,
  )
  const waitingFor = db
    .prepare<[number], number>('SELECT seq FROM deliveries WHERE about_seq = ? AND settled_at IS NULL ORDER BY seq')
    .pluck()
  const sentAnew = db
    .prepare<[number], number>(
      `SELECT v.seq FROM deliveries r JOIN deliveries v ON v.about_seq = r.seq AND v.kind = 'void' AND v.action IS NOT 'remove' AND v.state <> 'cancelled'
       WHERE r.about_seq = ? AND r.action = 'remove' AND r.state = 'delivered' ORDER BY v.seq DESC LIMIT 1`,
    )
    .pluck()
  const flux = db.prepare<[string, string, number, string], { cents: number | null; fresh: number; open: number }>(
    `SELECT sum(CASE WHEN settled_at IS NULL AND attempts = 0 THEN amount_cents ELSE 0 END) AS cents,
       count(*) FILTER (WHERE settled_at IS NULL AND attempts > 0 OR settled_at BETWEEN ? AND ?) AS fresh, count(*) FILTER (WHERE settled_at IS NULL) AS open
     FROM deliveries WHERE fee_seq = ? AND system = ?`,
  )
  const row = db.prepare<[string], DeliveryRow>(
    `SELECT d.id, d.reference, d.system, f.id AS feeId, e.id AS entryId, d.kind, d.amount_cents AS amountCents, d.state, d.attempts, d.next_at AS nextAt, d.reason
     FROM deliveries d JOIN fees f ON f.seq = d.fee_seq LEFT JOIN entries e ON e.seq = d.entry_seq WHERE d.id = ?`,
  )
  // Rows created and removed at the other side by deliveries that settled since this ledger was opened.
  let added = 0
  const removed: string[] = []
  return {
    /** How many rows our deliveries have created and removed there so far, in this process. */
    moved: () => ({ added, removed: removed.length }),
    /** Keys of the rows removed since there were so many. */
    removedSince: (count: number): string[] => removed.slice(count),
    /** Whether a delivery is one of this ledger's. */
    knows: (id: string): boolean => knows.get(id) !== undefined,
    /** A delivery came back under our mark: it is delivered, whatever was known of it (I4). Returns whether that was not known yet. */
    settle: (id: string, externalId: string, at: string): boolean => settleByMark.run(externalId, at, id).changes > 0,
    /** Its end (D2). False when it was settled meanwhile. */
    end: (
      seq: number,
      end: {
        state: Extract<DeliveryState, 'delivered' | 'refused' | 'cancelled' | 'done' | 'ignored'>
        externalId: string | null
        reason: string | null
        at: string
      },
    ): boolean => {
      const one = bySeq.get(seq)
      const isSettledNow = settle.run(end.state, end.externalId, end.reason, end.at, seq).changes > 0
      if (isSettledNow && end.state === 'delivered' && one?.action === 'create') added += 1
      if (isSettledNow && end.state === 'delivered' && one?.action === 'remove')
        removed.push((JSON.parse(one.body ?? '{}') as { externalId?: string }).externalId?.toLowerCase() ?? '')
      return isSettledNow
    },
    /** The end that a clerk gives it, whatever was known of it. */
    endByClerk: (seq: number, end: { state: 'done' | 'ignored'; reason: string; at: string }): void =>
      void endByClerk.run(end.state, end.reason, end.at, seq),
    byId: (id: string): StoredDelivery | null => byId.get(id) ?? null,
    bySeq: (seq: number): StoredDelivery | null => bySeq.get(seq) ?? null,
    ofEntry: (entrySeq: number): StoredDelivery | null => ofEntry.get(entrySeq) ?? null,
    /** Unsettled deliveries that take this one back. */
    takingBack: (seq: number): StoredDelivery[] => takingBack.all(seq),
    /** The same by their numbers alone. */
    waitingFor: (seq: number): number[] => waitingFor.all(seq),
    /** The void of what removed this one's row: it sends anew what stood there. Null when its row was not removed, or not sent anew. */
    sentAnew: (seq: number): number | null => sentAnew.get(seq) ?? null,
    /**
     * What the system cannot know of a fee: the sum that was never sent, whether anything is open at all, and whether anything was under way or settled
     * since a moment until now (UTC), so that what the system said then may or may not hold it. What seems to have settled later is older than a clock that was set back.
     */
    standing(
      feeSeq: number,
      system: string,
      span: { since: string; now: string },
    ): { cents: number; isOpen: boolean; isInFlux: boolean } {
      const found = flux.get(span.since, span.now, feeSeq, system)
      return { cents: found?.cents ?? 0, isOpen: (found?.open ?? 0) > 0, isInFlux: (found?.fresh ?? 0) > 0 }
    },
    row: (id: string): DeliveryRow | null => row.get(id) ?? null,
  }
}

/** New deliveries, whose turn it is, and their attempts. */
function openQueue(db: Db) {
  const insert = db.prepare<NewDelivery>(
    `INSERT INTO deliveries (id, reference, system, kind, fee_seq, entry_seq, amount_cents, state, reason, is_instant, about_seq, created_at, settled_at)
     VALUES (@id, @reference, @system, @kind, @feeSeq, @entrySeq, @amountCents, @state, @reason, @isInstant, @aboutSeq, @createdAt,
       CASE @state WHEN 'cancelled' THEN @createdAt END)`,
  )
  const next = db.prepare<[string, string, string], StoredDelivery>(
    `SELECT ${COLUMNS} FROM deliveries d INDEXED BY deliveries_ready WHERE d.system = ? AND d.state IN ('waiting', 'unknown')
      AND (d.next_at IS NULL OR d.next_at <= ? OR d.next_at > ?) AND NOT EXISTS (${GOES_FIRST}) ORDER BY d.seq LIMIT 1`,
  )
  const nextAt = db
    .prepare<[string], string>(
      `SELECT min(d.next_at) FROM deliveries d INDEXED BY deliveries_ready WHERE d.system = ? AND d.state IN ('waiting', 'unknown') AND d.next_at IS NOT NULL
        AND NOT EXISTS (${GOES_FIRST})`,
    )
    .pluck()
  const begin = db.prepare(
    `UPDATE deliveries SET state = 'unknown', action = ?, body = ?, attempts = attempts + 1, attempted_at = ?, next_at = ?, empty_lookups = 0, reason = ? WHERE seq = ?`,
  )
  const put = db.prepare(
    `UPDATE deliveries SET state = ?, next_at = ?, reason = ?, empty_lookups = ?, attempts = attempts - ?, attempted_at = coalesce(?, attempted_at)
     WHERE seq = ? AND settled_at IS NULL`,
  )
  const reopen = db.prepare(
    `UPDATE deliveries SET state = ?, settled_at = NULL, next_at = NULL, reason = NULL, attempts = ?, empty_lookups = 0,
       action = CASE state WHEN 'refused' THEN NULL ELSE action END, body = CASE state WHEN 'refused' THEN NULL ELSE body END WHERE seq = ?`,
  )
  return {
    /** Written in the SQL transaction of its entry, before the first attempt (D1). */
    add: (one: NewDelivery): void => void insert.run(one),
    /** The delivery whose turn it is at a moment, or null. One that would wait for longer than anything does (`most`) is due too: the clock was set back. UTC. */
    next: (system: SystemId, now: string, most: string): StoredDelivery | null => next.get(system, now, most) ?? null,
    /** The earliest moment at which another becomes due, UTC, or null. */
    nextAt: (system: SystemId): string | null => nextAt.get(system) ?? null,
    /** Marks an attempt before it is made: should we die now, its outcome is unknown, and it is looked up at `lookUpAt`. */
    begin(
      seq: number,
      attempt: { action: 'create' | 'remove'; body: string; at: string; lookUpAt: string; reason: string },
    ): void {
      begin.run(attempt.action, attempt.body, attempt.at, attempt.lookUpAt, attempt.reason, seq)
    },
    /** Where it stands after an attempt or a look-up that did not settle it. `uncounted` takes the attempt back: nothing left the house. */
    put(
      seq: number,
      to: {
        state: 'waiting' | 'unknown' | 'failed'
        nextAt: string | null
        reason: string | null
        emptyLookups?: number
        uncounted?: boolean
        /** When the attempt ended, UTC. */
        endedAt?: string
      },
    ): void {
      put.run(
        to.state,
        to.nextAt,
        to.reason,
        to.emptyLookups ?? 0,
        to.uncounted === true ? 1 : 0,
        to.endedAt ?? null,
        seq,
      )
    },
    /**
     * The clerk tries it again, and its attempts are counted anew: what may have been carried out is looked up first, and stays attempted. What was refused was
     * not carried out, and is composed anew: what it is posted as may have been chosen since.
     */
    reopen(seq: number, state: 'waiting' | 'unknown'): void {
      reopen.run(state, state === 'unknown' ? 1 : 0, seq)
    },
  }
}

const WEIGHED = `SELECT d.seq, d.kind, d.state, d.reason, d.is_instant AS isInstant, d.created_at AS createdAt, a.kind AS aboutKind, a.state AS aboutState,
    (SELECT p.system FROM entry_links k JOIN entries p ON p.seq = k.other_seq WHERE k.entry_seq = d.entry_seq AND k.role = 'takes-back') AS aboutSystem,
    c.external_key AS categoryKey, f.source_missing_at IS NOT NULL AS isMissingThere
  FROM deliveries d JOIN fees f ON f.seq = d.fee_seq LEFT JOIN categories c ON c.seq = f.category_seq LEFT JOIN deliveries a ON a.seq = d.about_seq`

/** Holding and letting go. */
function openHolding(db: Db) {
  const open = db.prepare<[string], WeighedDelivery>(
    `${WEIGHED} WHERE d.system = ? AND d.settled_at IS NULL AND d.state IN ('waiting', 'held')`.replace(
      'FROM deliveries d',
      'FROM deliveries d INDEXED BY deliveries_unsettled',
    ),
  )
  const one = db.prepare<[string], WeighedDelivery>(`${WEIGHED} WHERE d.id = ?`)
  const hold = db.prepare(
    `UPDATE deliveries SET state = 'held', reason = ? WHERE seq = ? AND state IN ('waiting', 'held')`,
  )
  const release = db.prepare(`UPDATE deliveries SET state = 'waiting', reason = NULL WHERE seq = ? AND state = 'held'`)
  const counts = db.prepare<[string], { state: DeliveryState; count: number }>(
    'SELECT state, count(*) AS count FROM deliveries INDEXED BY deliveries_unsettled WHERE system = ? AND settled_at IS NULL GROUP BY state',
  )
  const refused = db
    .prepare<[string], number>(`SELECT count(*) FROM deliveries WHERE state = 'refused' AND system = ?`)
    .pluck()
  const reasons = db.prepare<[string], { reason: string; count: number }>(
    `SELECT coalesce(reason, '') AS reason, count(*) AS count FROM deliveries INDEXED BY deliveries_unsettled
     WHERE system = ? AND settled_at IS NULL AND state = 'held' GROUP BY reason ORDER BY count DESC`,
  )
  return {
    /** Deliveries that wait or are held, with what decides about them. */
    weighed: (system: SystemId): WeighedDelivery[] => open.all(system),
    weighedOne: (id: string): WeighedDelivery | null => one.get(id) ?? null,
    hold: (seq: number, reason: string): void => void hold.run(reason, seq),
    release: (seq: number): void => void release.run(seq),
    countUnsettled: (system: SystemId): { state: DeliveryState; count: number }[] => counts.all(system),
    /** Refused ones that no clerk has decided about yet. */
    countRefused: (system: SystemId): number => refused.get(system) ?? 0,
    heldReasons: (system: SystemId): { reason: string; count: number }[] => reasons.all(system),
  }
}
