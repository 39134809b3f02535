import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { NO_SUMS } from '../../main/domain/entry.ts'
import { assembleLedger, type Ledger } from '../../main/ledger/ledger.ts'
import { AT, addFee, clock, countingIds, makeSmallLedger } from './small-ledger.ts'

/** Every statement that `work` runs, with what SQLite plans for it, a line a step. */
async function plansOf(work: (ledger: Ledger) => unknown): Promise<string[]> {
  const made = await makeSmallLedger()
  addFee(made, 'fee-1', 5_000)
  const statements: string[] = []
  const db = new Database(made.file, { verbose: sql => statements.push(String(sql)) })
  onTestFinished(() => {
    db.close()
  })
  const ledger = assembleLedger(db, made.file, countingIds(), clock)
  statements.length = 0
  work(ledger)
  return statements.splice(0).map(sql => planOf(db, sql))
}

function planOf(db: Database.Database, sql: string): string {
  const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all()
  return steps.map(step => step.detail).join('\n')
}

/** What a run asks for each record, or once over all: none of it may read a table from end to end. */
const ASKED: [string, (ledger: Ledger) => unknown, string][] = [
  [
    'a fee by its key',
    l => l.fees.byKey('iiq', 'fee-1'),
    'SEARCH f USING INDEX fees_by_key (system=? AND external_key=?)',
  ],
  [
    'what is known of a fee',
    l => l.fees.knownByKey('iiq', 'fee-1'),
    'SEARCH f USING INDEX fees_by_key (system=? AND external_key=?)',
  ],
  ['whether a payment from outside is on it', l => l.fees.bySeq(1), 'SEARCH e USING INDEX entries_by_fee (fee_seq=?)'],
  [
    'a payment by its key',
    l => l.fees.movement('iiq', 'pay-1'),
    'SEARCH m USING PRIMARY KEY (system=? AND external_key=?)',
  ],
  ['the waivers of a fee', l => l.fees.autoWaivers(1), 'SEARCH e USING INDEX entries_by_fee (fee_seq=?)'],
  ['the unsettled deliveries of a fee', l => l.fees.unsettled(1, 'iiq'), 'USING INDEX deliveries_by_fee (fee_seq=?)'],
  ['fees at odds', l => l.fees.atOdds('iiq'), 'SEARCH fees USING INDEX fees_at_odds (system=?)'],
  ['missing fees', l => l.fees.missingKeys('iiq'), 'SEARCH fees USING INDEX fees_missing_there (system=?)'],
  [
    'missing fees with something owed',
    l => l.fees.missingUnwaived('iiq'),
    'SEARCH f USING INDEX fees_missing_there (system=?)',
  ],
  ['the sums of a fee', l => l.fees.setSums(1, NO_SUMS), 'SEARCH fees USING INTEGER PRIMARY KEY (rowid=?)'],
  [
    'the heads of a feed',
    l => l.imports.heads('iiq', 'line-items'),
    'SEARCH import_heads USING PRIMARY KEY (system=? AND feed=?)',
  ],
  [
    'the head of a record',
    l => l.imports.head('iiq', 'users', 'p-1'),
    'USING PRIMARY KEY (system=? AND feed=? AND external_key=?)',
  ],
  [
    'what became of a record',
    l => l.imports.fate('iiq', 'users', 'p-1'),
    'SEARCH h USING PRIMARY KEY (system=? AND feed=? AND external_key=?)',
  ],
  [
    'what waits for one fee',
    l => l.imports.waitingOf('iiq', 'k'),
    'SEARCH imports USING INDEX imports_by_subject (subject_key=?)',
  ],
  [
    'how many imports wait',
    l => l.imports.countWaiting('iiq'),
    'SEARCH imports USING INDEX imports_by_status (status=?)',
  ],
  [
    'imports by their cause',
    l => l.imports.byCause('iiq', 'unknown-sku'),
    'SEARCH imports USING INDEX imports_by_message (message_seq=?)',
  ],
  [
    'the latest version of an import',
    l => l.imports.reopen(1),
    'SEARCH h USING PRIMARY KEY (system=? AND feed=? AND external_key=?)',
  ],
  ['the running run', l => l.runs.running('iiq-sync'), 'SEARCH runs USING INDEX runs_single_flight (task=?)'],
  ['the waiting runs', l => l.runs.waiting('iiq-sync'), 'SEARCH runs USING INDEX runs_by_task (task=?)'],
  ['the last recorded run', l => l.runs.lastRecorded('iiq-sync'), 'SEARCH runs USING INDEX runs_by_task (task=?)'],
  [
    'the scheduled time answered last',
    l => l.runs.coveredUntil('iiq-sync', '2099-01-01T00:00:00.000Z'),
    'SEARCH runs USING INDEX runs_by_task (task=?)',
  ],
  ['the entries of a run', l => l.runs.sumOfEntries(1), 'SEARCH entries USING INDEX entries_by_run (run_seq=?)'],
  [
    'runs that a crash left open',
    l => l.runs.interruptLeftovers(AT),
    'SEARCH runs USING INDEX runs_by_outcome (outcome=?)',
  ],
  ['held changes', l => l.runs.held(1), 'SEARCH held_changes USING INDEX held_changes_by_run (run_seq=?)'],
  [
    'the open error of a key',
    l => l.errors.hasOpen('k'),
    'SEARCH sync_errors USING INDEX sync_errors_open_by_key (key=?)',
  ],
  [
    'the errors of a run',
    l => l.errors.countOpenedBy(1),
    'SEARCH sync_errors USING INDEX sync_errors_by_run (run_seq=?)',
  ],
  [
    'differences that are no longer there',
    l => l.errors.closeAgreed(AT),
    'SEARCH sync_errors USING INDEX sync_errors_by_state (state=?)',
  ],
]

test.each(ASKED)('%s is found by its index', async (_, ask, step) => {
  const plans = await plansOf(ask)
  expect(plans.join('\n')).toContain(step)
  expect(plans.join('\n')).not.toMatch(/^SCAN /m)
})
