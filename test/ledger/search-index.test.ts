import { writeFileSync } from 'node:fs'
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

// More imports than one batch takes in, and than are read one by one for the sake of another filter.
const seeded = withSeededViews(17_000, db => {
  db.exec(`UPDATE import_bodies SET raw = '{"Name":"100% \\of it_all, Zoë ÄÖ \\"x\\""}' WHERE import_seq IN (5, 21000);
    UPDATE import_bodies SET raw = 'abcde cdeab' WHERE import_seq = 6;`)
})
const indexFile = () => join(seeded.dir, 'search.db')

afterEach(() => removeSearchIndex(indexFile()))

/** Builds the index of a ledger: whole, or so many batches of it. Gives how many imports it took in. */
function build(file: string, { batches = Number.POSITIVE_INFINITY, batchRows = SEARCH_BATCH_ROWS } = {}): number {
  const ledger = openReader(file)
  const builder = openSearchBuilder(indexFile(), ledger, batchRows)
  let indexed = 0
  for (let batch = 0; batch < batches; batch += 1) {
    const added = builder.advance()
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
    const filters: ImportFilter[] = [{}, { order: 'oldest' }, { status: 'Error' }, { status: 'Imported' }]
    const requests = TERMS.flatMap(raw => filters.map(filter => ({ ...filter, raw })))
    const wanted = new Map(requests.map(request => [request, plainly(request)]))
    for (const batches of [0, 1, 9]) {
      build(seeded.file, { batches })
      for (const [request, ids] of wanted) {
        const page = withIndex(index => seeded.ask('imports.list', { ...request, limit: 50 }, index))
        const found = page.items.map(one => one.id)
        expect(found, `${batches} ${JSON.stringify(request)}`).toEqual(ids.slice(0, 50))
        expect(page.next === null, JSON.stringify(request)).toBe(ids.length <= 50)
      }
    }
  })

  it('pages through all it finds without losing or repeating a row', () => {
    build(seeded.file, { batches: 1 })
    for (const order of ['newest', 'oldest'] as const) {
      const request = { raw: 'Payment at', order }
      const rows = withIndex(index =>
        readAll(after => seeded.ask('imports.list', { ...request, limit: 997, after }, index)),
      )
      expect(rows.map(one => one.id)).toEqual(plainly(request))
    }
  })

  it('takes its other filters and days together with the text', () => {
    build(seeded.file)
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
    build(seeded.file, { batches: 1 })
    const shown = withIndex(index => seeded.ask('imports.index', {}, index))
    expect(shown).toMatchObject({ indexed: SEARCH_BATCH_ROWS, total: countImports() })
    expect(shown.bytes).toBeGreaterThan(0)
    expect(seeded.ask('imports.index', {})).toEqual({ indexed: 0, total: countImports(), bytes: 0 })
  })
})

describe('the search index', () => {
  const small = withSeededViews(1_000)
  const total = () => small.db.prepare<[], number>('SELECT count(*) FROM imports').pluck().get() ?? 0

  it('goes on where it stopped', () => {
    expect(build(small.file, { batches: 1, batchRows: 500 })).toBe(500)
    expect(build(small.file, { batchRows: 500 })).toBe(total() - 500)
    expect(build(small.file)).toBe(0)
  })

  it('is built while a writer holds the ledger', () => {
    const writer = new Database(small.file)
    writer.exec('BEGIN IMMEDIATE')
    expect(build(small.file)).toBe(total())
    writer.exec('ROLLBACK')
    writer.close()
  })

  it('is thrown away and begun anew when it is of another history: another ledger, or one that was restored', () => {
    build(seeded.file)
    expect(withIndex(foreign => foreign.coveredThrough(small.db))).toBe(0)
    expect(build(small.file)).toBe(total())
    expect(withIndex(own => own.coveredThrough(small.db))).toBe(total())
  })

  it('refuses to go on when its history changes under it', () => {
    const ledger = openReader(small.file)
    const builder = openSearchBuilder(indexFile(), ledger, 500)
    builder.advance()
    const other = new Database(indexFile())
    other.exec(`UPDATE progress SET through_id = 'an import that is not there'`)
    other.close()
    expect(() => builder.advance()).toThrow(ForeignSearchIndex)
    builder.close()
    ledger.close()
  })

  it('is thrown away and begun anew when the file is no index at all', () => {
    writeFileSync(indexFile(), Buffer.alloc(8_192, 1))
    expect(openSearchIndex(indexFile())).toBeNull()
    expect(build(small.file)).toBe(total())
    expect(withIndex(index => index.coveredThrough(small.db))).toBe(total())
  })

  it('is not there before it is built', () => {
    expect(openSearchIndex(indexFile())).toBeNull()
  })
})
