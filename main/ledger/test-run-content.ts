import type { RunCounts } from '../../contract/rows/run.ts'
import type { TestRunContent } from '../../contract/rows/test-run.ts'
import type { Db } from './open.ts'

/** What a test run's summary says besides its sheets. */
export interface TestRunFacts {
  outcome: string
  message: string
  counts: RunCounts
  /** Why a live run would stop at the brake. */
  stops: string[]
  generatedAt: string
}

/** Rows of one page while a workbook is written. */
const PAGE_ROWS = 2_000

const FEE = `f.id AS feeId, f.external_id AS externalId, p.school_id AS studentId, p.name AS student, f.sku`
const OF_FEE = 'FROM fees f LEFT JOIN people p ON p.seq = f.person_seq'

/** What would be sent once the switches have held the rest: not what the run entered, but whatever is owed by then. */
const GOES_OUT = `d.state IN ('waiting', 'unknown')`

/** Reads everything that one run did on a scratch ledger, page by page, for the workbook of test mode (T1). */
export function testRunContent(db: Db, runSeq: number, facts: TestRunFacts): TestRunContent {
  const pages = <Row>(select: string) => readPages<Row>(db, select, runSeq)
  return {
    generatedAt: facts.generatedAt,
    summary: summaryOf(facts, countOut(db)),
    feesAdded: pages(
      `SELECT e.seq, ${FEE}, f.item_title AS item, f.category_title AS category, l.name AS location, f.name, e.amount_cents AS amountCents, f.created_on AS createdOn,
        f.due_on AS dueOn, NULL AS message FROM entries e JOIN fees f ON f.seq = e.fee_seq LEFT JOIN people p ON p.seq = f.person_seq
        LEFT JOIN locations l ON l.seq = f.location_seq WHERE e.run_seq = @run AND e.kind = 'charge' AND e.seq > @after ORDER BY e.seq LIMIT ${PAGE_ROWS}`,
    ),
    feesChanged: pages(
      `SELECT * FROM (
        SELECT n.seq * 2 AS seq, ${FEE}, n.field, n.before, n.after, NULL AS amountCents, NULL AS message FROM fee_notes n JOIN fees f ON f.seq = n.fee_seq
          LEFT JOIN people p ON p.seq = f.person_seq WHERE n.run_seq = @run
        UNION ALL
        SELECT e.seq * 2 + 1, ${FEE}, 'amount', NULL, NULL, e.amount_cents, e.reason FROM entries e JOIN fees f ON f.seq = e.fee_seq
          LEFT JOIN people p ON p.seq = f.person_seq WHERE e.run_seq = @run AND e.kind = 'adjustment' AND e.external_id IS NULL)
       WHERE seq > @after ORDER BY seq LIMIT ${PAGE_ROWS}`,
    ),
    feesWaived: pages(
      `SELECT e.seq, ${FEE}, -e.amount_cents AS amountCents, coalesce(e.reason, '') AS message ${OF_FEE} JOIN entries e ON e.fee_seq = f.seq
       WHERE e.run_seq = @run AND e.kind = 'waiver' AND e.rule IS NOT NULL AND e.seq > @after ORDER BY e.seq LIMIT ${PAGE_ROWS}`,
    ),
    paymentsIn: pages(
      `SELECT e.seq, ${FEE}, e.external_id AS paymentId, e.kind, e.amount_cents AS amountCents, e.occurred_on AS occurredOn, e.reason AS message ${OF_FEE}
       JOIN entries e ON e.fee_seq = f.seq WHERE e.run_seq = @run AND e.seq > @after AND (e.kind IN ('payment', 'refund', 'bounced-check', 'void')
         OR (e.kind IN ('adjustment', 'waiver') AND e.external_id IS NOT NULL)) ORDER BY e.seq LIMIT ${PAGE_ROWS}`,
    ),
    paymentsOut: pages(
      `SELECT d.seq, ${FEE}, d.system, d.reference, d.kind, d.amount_cents AS amountCents, d.reason AS message ${OF_FEE} JOIN deliveries d ON d.fee_seq = f.seq
       WHERE ${GOES_OUT} AND d.seq > @after ORDER BY d.seq LIMIT ${PAGE_ROWS}`,
    ),
    errors: pages(
      `SELECT s.seq, s.system, i.kind, i.external_id AS externalId, s.cause, s.message, s.remedy FROM sync_errors s LEFT JOIN imports i ON i.seq = s.import_seq
       WHERE s.run_seq = @run AND s.state = 'open' AND s.seq > @after ORDER BY s.seq LIMIT ${PAGE_ROWS}`,
    ),
    rawRecords: pages(
      `SELECT i.seq, i.system, i.kind, i.external_id AS externalId, i.status, m.text AS message, b.raw FROM imports i JOIN import_bodies b ON b.import_seq = i.seq
       LEFT JOIN messages m ON m.seq = i.message_seq WHERE (i.run_seq = @run OR i.decided_run_seq = @run) AND i.seq > @after ORDER BY i.seq LIMIT ${PAGE_ROWS}`,
    ),
  }
}

function countOut(db: Db): number {
  return db.prepare<[], number>(`SELECT count(*) FROM deliveries d WHERE ${GOES_OUT}`).pluck().get() ?? 0
}

function summaryOf({ outcome, message, counts, stops }: TestRunFacts, paymentsOut: number): TestRunContent['summary'] {
  const count = (label: string, value: number) => ({ label, value, as: 'count' as const })
  return [
    { label: 'Outcome', value: outcome, as: 'text' },
    { label: 'What it means', value: message, as: 'text' },
    ...stops.map(reason => ({ label: 'Brake', value: reason, as: 'text' as const })),
    count('Records pulled', counts.pulled),
    count('Fees added', counts.added),
    count('Fees changed', counts.changed),
    count('Fees waived', counts.waived),
    count('Entries voided', counts.voided),
    count('Payments and adjustments in', counts.payments),
    count('Payments and adjustments out', paymentsOut),
    count('Unchanged', counts.unchanged),
    count('Errors', counts.errors),
    count('Ignored', counts.ignored),
    count('Waiting', counts.unprocessed),
    { label: 'Saved to the ledger', value: 'Nothing: this was a run in test mode.', as: 'text' },
  ]
}

/** Keyset pages by `seq`, the first column of every select; read while the workbook takes them. */
function* readPages<Row>(db: Db, select: string, runSeq: number): Generator<Row[]> {
  const statement = db.prepare<{ run: number; after: number }, Row & { seq: number }>(select)
  for (let after = 0; ; ) {
    const rows = statement.all({ run: runSeq, after })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.seq
    yield rows
  }
}
