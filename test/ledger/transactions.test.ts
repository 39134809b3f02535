import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { type Db, openReader } from '../../main/ledger/open.ts'
import { listTransactions, newestEntrySeq } from '../../main/ledger/views/transactions.ts'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'

/** A ledger of 200 fees and 280 entries; `change` runs before it is read. */
function openSeeded(change: (db: Db) => void = () => undefined): Db {
  const file = join(makeTempDir(), 'ledger.db')
  seedLedger(file, { fees: 200, seed: 7 })
  const writer = new Database(file)
  change(writer)
  writer.close()
  const db = openReader(file)
  onTestFinished(() => {
    db.close()
  })
  return db
}

function listAll(db: Db, limit: number) {
  const uptoSeq = newestEntrySeq(db)
  const pages = []
  for (let after: number | null = 0; after !== null; ) {
    const page = listTransactions(db, { afterSeq: after, uptoSeq, limit })
    pages.push(page.rows)
    after = page.next
  }
  return pages
}

test('gives every entry once, in the order in which it was entered, whatever the size of a page', () => {
  const db = openSeeded()
  const ids = db.prepare<[], string>('SELECT id FROM entries ORDER BY seq').pluck().all()
  expect(ids).toHaveLength(280)
  for (const limit of [1, 7, 140, 279, 280, 5_000]) {
    const pages = listAll(db, limit)
    expect(pages.flat().map(row => row.id)).toEqual(ids)
    expect(Math.max(...pages.map(rows => rows.length))).toBeLessThanOrEqual(limit)
  }
})

test('gives none behind the entry that was the newest when the export began', () => {
  const db = openSeeded()
  const { rows, next } = listTransactions(db, { afterSeq: 0, uptoSeq: 100, limit: 5_000 })
  expect([rows.length, next]).toEqual([100, null])
  expect(listTransactions(db, { afterSeq: 100, uptoSeq: 100, limit: 5_000 }).rows).toEqual([])
})

test('tells of each entry what is known of its fee, student, place and run', () => {
  const db = openSeeded()
  const row = listAll(db, 1_000)
    .flat()
    .find(each => each.kind === 'payment' && each.status === 'partly-paid')
  const fee = db
    .prepare(
      `SELECT f.sku, f.item_title AS item, f.category_title AS category, f.name, f.description, f.due_on AS dueOn, f.balance_cents AS feeBalanceCents,
         f.asset_tag AS assetTag, f.ticket_number AS ticket, p.school_id AS studentId, p.name AS student, p.grade, r.id AS runId
       FROM entries e JOIN fees f ON f.seq = e.fee_seq JOIN people p ON p.seq = f.person_seq JOIN runs r ON r.seq = e.run_seq WHERE e.id = ?`,
    )
    .get(row?.id)
  expect(row).toMatchObject({ ...(fee as object), kind: 'payment', system: 'iiq' })
  expect(row?.amountCents).toBeLessThan(0)
})

test('M2 M3 gives voids, waivers and charges as entries of their own kind with their sign', () => {
  const rows = listAll(openSeeded(), 1_000).flat()
  const signs = new Map(rows.map(row => [row.kind, Math.sign(row.amountCents)]))
  expect(signs).toEqual(
    new Map([
      ['charge', 1],
      ['payment', -1],
      ['waiver', -1],
      ['void', -1],
    ]),
  )
  expect(rows.filter(row => row.kind === 'void').map(row => row.status)).toEqual(['void', 'void'])
})

test('names a location by its abbreviation, or by its name where it has none', () => {
  const rows = listAll(openSeeded(), 1_000).flat()
  const places = new Set(rows.map(row => row.location))
  expect(places).toContain('Harbor Point School')
  expect(places).toContain('MH0')
})

test('keeps the entries of a fee without student, place and run', () => {
  const db = openSeeded(writer => {
    writer.exec('UPDATE fees SET person_seq = NULL, location_seq = NULL')
    writer.exec('DROP TRIGGER entries_are_never_changed; UPDATE entries SET run_seq = NULL')
  })
  const rows = listAll(db, 1_000).flat()
  expect(rows).toHaveLength(280)
  expect(rows[0]).toMatchObject({ studentId: null, student: null, grade: null, location: null, runId: null })
})

test('begins at an entry by its number and finds the rest by primary keys', () => {
  const db = openSeeded()
  const statements: string[] = []
  const prepare = (sql: string) => {
    statements.push(sql)
    return db.prepare(sql)
  }
  const watched = new Proxy(db, { get: (target, name) => (name === 'prepare' ? prepare : Reflect.get(target, name)) })
  listTransactions(watched, { afterSeq: 0, uptoSeq: 10, limit: 10 })
  const plan = db.prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${statements[0]}`).all(0, 10, 10)
  const details = plan.map(step => step.detail)
  expect(details[0]).toBe('SEARCH entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
  expect(details.slice(1).every(detail => detail.includes('USING INTEGER PRIMARY KEY'))).toBe(true)
  expect(details.join()).not.toContain('TEMP B-TREE')
})

test('an empty ledger has no newest entry and no rows', () => {
  const file = join(makeTempDir(), 'ledger.db')
  seedLedger(file, { fees: 0, seed: 7 })
  const db = openReader(file)
  expect(newestEntrySeq(db)).toBe(0)
  expect(listTransactions(db, { afterSeq: 0, uptoSeq: 0, limit: 10 })).toEqual({ rows: [], next: null })
  db.close()
})
