import { appendFileSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { ImportFilter } from '../../contract/calls.ts'
import { openReader } from '../../main/ledger/open.ts'
import {
  ForeignSearchIndex,
  openSearchBuilder,
  openSearchIndex,
  removeSearchIndex,
  SEARCH_BATCH_ROWS,
  type SearchIndex,
} from '../../main/ledger/search-index.ts'
import { readAll, withSeededViews } from './views/seeded.ts'

// More imports than one batch takes in.
const seeded = withSeededViews(20_000, db => {
  db.exec(`UPDATE import_bodies SET raw = '{"Name":"100% \\of it_all, Zoë ÄÖ \\"x\\""}' WHERE import_seq IN (5, 25000);
    UPDATE import_bodies SET raw = 'abcde cdeab' WHERE import_seq = 6;`)
})
const indexFile = () => join(seeded.dir, 'search.db')

afterEach(() => removeSearchIndex(indexFile()))

/** Builds the index: whole, or so many batches of it. */
function build(batches = Number.POSITIVE_INFINITY): number {
  const ledger = openReader(seeded.file)
  const builder = openSearchBuilder(indexFile(), ledger)
  let indexed = 0
  for (let batch = 0; batch < batches; batch += 1) {
    const added = builder.advance(ledger)
    if (added === 0) break
    indexed += added
  }
  builder.close()
  ledger.close()
  return indexed
}

function withIndex<Value>(work: (index: SearchIndex) => Value): Value {
  const index = openSearchIndex(indexFile())
  if (index === null) throw new Error('no index')
  try {
    return work(index)
  } finally {
    index.close()
  }
}

function countImports(): number {
  return seeded.db.prepare<[], number>('SELECT count(*) FROM imports').pluck().get() ?? 0
}

/** The same question asked of every raw record. */
function plainly({ raw = '', status, order }: ImportFilter): string[] {
  const sql = `SELECT i.id FROM imports i JOIN import_bodies b ON b.import_seq = i.seq WHERE instr(lower(b.raw), lower(?)) > 0
    ${status === undefined ? '' : `AND i.status = '${status}'`} ORDER BY i.seq ${order === 'oldest' ? 'ASC' : 'DESC'}`
  return seeded.db.prepare<[string], string>(sql).pluck().all(raw)
}

const TERMS = [
  'LineItemId',
  'lineitemid',
  'PAYMENT AT THE DESK',
  'case 777',
  'case 12345',
  '"Sku":"PAY-DESK"',
  'desk the at',
  'no such words',
  '100%',
  '%',
  '_',
  'it_all',
  '\\of',
  'ZoË',
  'Zoë',
  'äö',
  '\\"x\\"',
  'abcdeab',
  'ab',
  'e',
  '""',
  'LineItemTypeId":"',
]

describe('a search of raw values', () => {
  it('finds what a look at every record finds, whether all, a part or none of it is indexed', () => {
    for (const batches of [0, 1, 9]) {
      build(batches)
      for (const raw of TERMS) {
        for (const filter of [{}, { order: 'oldest' }, { status: 'Error' }, { status: 'Imported' }] as ImportFilter[]) {
          const request = { ...filter, raw }
          const wanted = plainly(request)
          const page = withIndex(index => seeded.ask('imports.list', { ...request, limit: 50 }, index))
          expect(
            page.items.map(one => one.id),
            `${batches} ${JSON.stringify(request)}`,
          ).toEqual(wanted.slice(0, 50))
          expect(page.next === null, JSON.stringify(request)).toBe(wanted.length <= 50)
        }
      }
    }
  })

  it('pages through all it finds without losing or repeating a row', () => {
    build(1)
    for (const order of ['newest', 'oldest'] as const) {
      const request = { raw: 'Payment at', order }
      const rows = withIndex(index =>
        readAll(after => seeded.ask('imports.list', { ...request, limit: 997, after }, index)),
      )
      expect(rows.map(one => one.id)).toEqual(plainly(request))
    }
  })

  it('takes its other filters and days together with the text', () => {
    build()
    const request = {
      raw: 'payment',
      status: 'Imported',
      receivedFrom: '2025-01-10',
      receivedTo: '2025-01-12',
    } as const
    const { items } = withIndex(index => seeded.ask('imports.list', { ...request, limit: 10_000 }, index))
    const inDays = new Set(
      seeded.ask('imports.list', { ...request, raw: undefined, limit: 10_000 }).items.map(one => one.id),
    )
    expect(items.map(one => one.id)).toEqual(plainly(request).filter(id => inDays.has(id)))
    expect(items.length).toBeGreaterThan(0)
  })

  it('tells how far the index has come', () => {
    build(1)
    const shown = withIndex(index => seeded.ask('imports.index', {}, index))
    expect(shown).toMatchObject({ indexed: SEARCH_BATCH_ROWS, total: countImports() })
    expect(shown.bytes).toBeGreaterThan(0)
    expect(seeded.ask('imports.index', {})).toEqual({ indexed: 0, total: countImports(), bytes: 0 })
  })
})

describe('the search index', () => {
  it('goes on where it stopped', () => {
    expect(build(1)).toBe(SEARCH_BATCH_ROWS)
    expect(build()).toBe(countImports() - SEARCH_BATCH_ROWS)
    expect(build()).toBe(0)
  })

  it('is built while a writer holds the ledger', () => {
    const writer = new Database(seeded.file)
    writer.exec('BEGIN IMMEDIATE')
    expect(build()).toBe(countImports())
    writer.exec('ROLLBACK')
    writer.close()
  })

  it('is thrown away and begun anew when it is of another history: another ledger, or one that was restored', () => {
    build()
    const index = new Database(indexFile())
    index.exec(`UPDATE progress SET through_id = 'an import that is not there'`)
    index.close()
    expect(withIndex(foreign => foreign.coveredThrough(seeded.db))).toBe(0)
    expect(build()).toBe(countImports())
    expect(withIndex(own => own.coveredThrough(seeded.db))).toBe(countImports())
  })

  it('refuses to go on when the ledger is exchanged under it', () => {
    const ledger = openReader(seeded.file)
    const builder = openSearchBuilder(indexFile(), ledger)
    builder.advance(ledger)
    const other = new Database(':memory:')
    other.exec('CREATE TABLE imports (seq INTEGER PRIMARY KEY, id TEXT)')
    expect(() => builder.advance(other)).toThrow(ForeignSearchIndex)
    other.close()
    builder.close()
    ledger.close()
  })

  it('is thrown away and begun anew when the file is damaged or is no index at all', () => {
    build()
    truncateSync(indexFile(), Math.floor(statSync(indexFile()).size / 2))
    // A search meets the damage or not; it never gives a wrong row, and the reader falls back to the records themselves.
    appendFileSync(indexFile(), Buffer.alloc(100_000, 7))
    writeFileSync(indexFile(), Buffer.alloc(8_192, 1))
    expect(openSearchIndex(indexFile())).toBeNull()
    expect(build()).toBe(countImports())
    expect(existsSync(indexFile())).toBe(true)
  })

  it('is not there before it is built', () => {
    expect(openSearchIndex(indexFile())).toBeNull()
  })
})
