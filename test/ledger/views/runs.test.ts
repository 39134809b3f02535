import { describe, expect, it } from 'vitest'
import { readAll, withSeededViews } from './seeded.ts'

const BRAKE = ['120 of 400 open Incident IQ fees would be waived or have an entry voided; the limit is 25.']

const seeded = withSeededViews(12_000, db => {
  db.prepare(
    `INSERT INTO runs (id, task, mode, trigger, outcome, started_at, brake) VALUES ('run-waiting', 'iiq-sync', 'live', 'clerk', 'waiting', ?, ?)`,
  ).run('2026-01-15T19:00:00.000Z', JSON.stringify(BRAKE))
  db.exec(`INSERT INTO held_changes (run_seq, fee_seq, fee_version, what, amount_cents, message) VALUES (4, 1, 1, 'waive-zero', -500, 'Zero due there.'),
      (4, 2, 1, 'waive-missing', -700, 'Missing there.');
    INSERT INTO runs (id, task, mode, trigger, outcome, started_at) VALUES ('run-running', 'iiq-sync', 'live', 'clerk', 'running', '2026-01-15T19:59:00.000Z');
    INSERT INTO messages (seq, cause, text) VALUES (90000, 'reference', 'Item type.'), (90001, 'changed', 'The description changed.');
    UPDATE imports SET decided_run_seq = 5, message_seq = 90000, kind = 'item-type' WHERE seq = 10;
    UPDATE imports SET decided_run_seq = 5, message_seq = 90001, previous_seq = 9 WHERE seq = 11;`)
})

describe('runs.list', () => {
  it('gives the newest first, by outcome and task where asked', () => {
    const all = seeded.ask('runs.list', {})
    expect(all.items.map(run => run.outcome)).toEqual(['running', 'waiting', 'succeeded', 'succeeded', 'succeeded'])
    expect(seeded.ask('runs.list', { outcome: 'waiting', task: 'iiq-sync' }).items.map(run => run.runId)).toEqual([
      'run-waiting',
    ])
    expect(readAll(after => seeded.ask('runs.list', { limit: 2, after }))).toEqual(all.items)
  })

  it('counts a running run from its start to now, and gives every count and total a number', () => {
    const [running] = seeded.ask('runs.list', { outcome: 'running' }).items
    expect(running?.durationMs).toBe(60_000)
    expect(running?.counts.pulled).toBe(0)
    expect(running?.totals.balanceCents).toBe(0)
  })
})

describe('runs.show', () => {
  const runOf = (seq: number) =>
    seeded.db.prepare<[number], string>('SELECT id FROM runs WHERE seq = ?').pluck().get(seq) ?? ''

  it('lists every entry and every import that led to none, each once, errors first', () => {
    const id = runOf(1)
    const items = readAll(after => seeded.ask('runs.show', { id, limit: 750, after }))
    const count = (sql: string) => seeded.db.prepare<[], number>(sql).pluck().get() ?? 0
    const counted = (what: string) => items.filter(item => item.what === what).length
    expect(counted('added')).toBe(count("SELECT count(*) FROM entries WHERE run_seq = 1 AND kind = 'charge'"))
    expect(counted('payment')).toBe(count("SELECT count(*) FROM entries WHERE run_seq = 1 AND kind = 'payment'"))
    expect(counted('waived')).toBe(count("SELECT count(*) FROM entries WHERE run_seq = 1 AND kind = 'waiver'"))
    expect(counted('voided')).toBe(count("SELECT count(*) FROM entries WHERE run_seq = 1 AND kind = 'void'"))
    expect(counted('ignored')).toBe(count("SELECT count(*) FROM imports WHERE run_seq = 1 AND status = 'Ignored'"))
    // Each refused record has both an import in error and a sync error: one item.
    expect(counted('error')).toBe(count("SELECT count(*) FROM imports WHERE run_seq = 1 AND status = 'Error'"))
    expect(items[0]?.what).toBe('error')
    expect(items.filter(item => item.what === 'imported')).toEqual([])
  })

  it('tells what came in without an entry: reference records, and fees of which only a text changed', () => {
    const { items } = seeded.ask('runs.show', { id: 'run-running' })
    expect(items.map(item => item.what)).toEqual(['imported', 'changed'])
    expect(items[1]?.message).toBe('The description changed.')
  })

  it('B1 shows why a run waits, and what it would do', () => {
    const shown = seeded.ask('runs.show', { id: 'run-waiting' })
    expect(shown.brake).toEqual(BRAKE)
    expect(shown.items.map(item => [item.what, item.amountCents, item.message])).toEqual([
      ['held', -500, 'Zero due there.'],
      ['held', -700, 'Missing there.'],
    ])
    expect(shown.items[0]?.feeId).not.toBeNull()
    expect(shown.items[0]?.fee).not.toBeNull()
  })

  it('says so when there is no such run, and refuses a foreign mark', () => {
    expect(() => seeded.ask('runs.show', { id: 'nothing' })).toThrow('There is no run with the id "nothing"')
    expect(() => seeded.ask('runs.show', { id: runOf(1), after: 'x' })).toThrow('is not a mark')
  })
})
