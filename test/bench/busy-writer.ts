// A writer that keeps a big ledger busy as a run does: pages of imports, then batches of fees and entries, each in one SQL transaction. A program of its own,
// started with the ledger's path; it stops when its parent says so, and tells how many imports it wrote.
import { setTimeout as pause } from 'node:timers/promises'
import { openWriter } from '../../main/ledger/open.ts'

/** Imports of one page, and pages that are recorded together. */
const PAGE_ROWS = 1_000
const PAGES_A_BATCH = 5
/** What a run waits for a page at the least: the next one is fetched while this one is written. */
const FETCH_MS = 40

const db = openWriter(process.argv[2] ?? '')
const one = (sql: string) => Number(db.prepare(sql).pluck().get())

// New rows are copies of old ones under new keys, so that they are as long and as scattered as the others.
const addRun = db.prepare(`INSERT INTO runs (id, task, mode, trigger, outcome, started_at)
  VALUES (lower(hex(randomblob(16))), 'iiq-sync', 'live', 'schedule', 'interrupted', $at)`)
const addImports =
  db.prepare(`INSERT INTO imports (seq, id, system, feed, kind, external_id, external_key, subject_key, run_seq, decided_run_seq, received_at, status)
  SELECT $to + i.seq - $from, lower(hex(randomblob(16))), i.system, i.feed, 'fee', k, k, k, $run, $run, $at, 'Unprocessed'
  FROM (SELECT seq, system, feed, lower(hex(randomblob(16))) AS k FROM imports WHERE seq > $from AND seq <= $from + ${PAGE_ROWS}) i`)
const addBodies = db.prepare(`INSERT INTO import_bodies (import_seq, raw)
  SELECT $to + import_seq - $from, raw FROM import_bodies WHERE import_seq > $from AND import_seq <= $from + ${PAGE_ROWS}`)
const addHeads = db.prepare(`INSERT INTO import_heads (system, feed, external_key, hash, import_seq)
  SELECT system, feed, external_key, randomblob(32), seq FROM imports WHERE seq > $to`)
const addFees =
  db.prepare(`INSERT INTO fees (seq, id, system, external_id, external_key, import_seq, person_seq, item_type_seq, category_seq, location_seq, asset_tag,
    ticket_number, sku, item_title, category_title, name, description, created_on, source_created_at, due_on, charged_cents, balance_cents)
  SELECT $feeTo + i.seq - $since, lower(hex(randomblob(16))), i.system, i.external_key, i.external_key, i.seq, f.person_seq, f.item_type_seq, f.category_seq,
    f.location_seq, f.asset_tag, f.ticket_number, f.sku, f.item_title, f.category_title, f.name, f.description, f.created_on, f.source_created_at, f.due_on,
    f.charged_cents, f.charged_cents
  FROM imports i CROSS JOIN fees f ON f.seq = $feeFrom + i.seq - $since WHERE i.seq > $since`)
const addEntries =
  db.prepare(`INSERT INTO entries (id, fee_seq, kind, amount_cents, system, import_seq, run_seq, occurred_on, recorded_at, hash)
  SELECT lower(hex(randomblob(16))), seq, 'charge', charged_cents, system, import_seq, $run, created_on, $at, randomblob(32) FROM fees WHERE seq > $feeTo`)
const decide = db.prepare(
  `UPDATE imports SET status = 'Imported', message_seq = 1, decided_run_seq = $run WHERE seq > $since`,
)

let isStopping = false
let written = 0

function pull(run: number): void {
  const to = one('SELECT max(seq) FROM imports')
  const from = Math.floor(Math.random() * (to - PAGE_ROWS))
  const at = new Date().toISOString()
  db.transaction(() => {
    addImports.run({ to, from, run, at })
    addBodies.run({ to, from })
    addHeads.run({ to })
  }).immediate()
  written += PAGE_ROWS
}

function record(run: number, since: number): void {
  const feeTo = one('SELECT max(seq) FROM fees')
  const feeFrom = Math.floor(Math.random() * (feeTo - PAGE_ROWS * PAGES_A_BATCH))
  db.transaction(() => {
    addFees.run({ feeTo, since, feeFrom })
    addEntries.run({ feeTo, run, at: new Date().toISOString() })
    decide.run({ since, run })
  }).immediate()
}

process.once('message', () => {
  isStopping = true
})
const run = Number(addRun.run({ at: new Date().toISOString() }).lastInsertRowid)
while (!isStopping) {
  const since = one('SELECT max(seq) FROM imports')
  for (let page = 0; page < PAGES_A_BATCH && !isStopping; page += 1) {
    pull(run)
    await pause(FETCH_MS)
  }
  record(run, since)
}
db.close()
await new Promise(resolve => process.send?.(written, resolve))
process.disconnect()
