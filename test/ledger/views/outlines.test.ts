import { describe, expect, it } from 'vitest'
import type { CallInput, FeeFilter, ImportFilter, Listing, Outline, StudentFilter } from '../../../contract/calls.ts'
import { openSearchBuilder, openSearchIndex } from '../../../main/ledger/search-index.ts'
import { readAll, withSeededViews } from './seeded.ts'

// Enough rows for several marks, names that differ only by their case, and fees without a student.
const seeded = withSeededViews(6_000, db => {
  db.exec(`UPDATE people SET name = upper(name) WHERE seq % 3 = 0;
    UPDATE people SET is_deleted = 1 WHERE seq % 10 = 1;
    UPDATE fees SET person_seq = NULL WHERE seq % 100 = 3;
    UPDATE locations SET abbreviation = 'MH0' WHERE seq = 5;`)
})

/** Counts by walking, and checks that each mark leads to the row that it names. */
function expectOutline<Row extends object>(
  outline: Outline,
  readPage: (after: string | undefined, limit: number) => Listing<Row>,
): Row[] {
  const rows = readAll(after => readPage(after, 700))
  expect(outline.count).toBe(rows.length)
  expect(outline.marks).toHaveLength(Math.floor(rows.length / outline.every))
  for (const [index, mark] of outline.marks.entries()) {
    const from = (index + 1) * outline.every
    expect(readPage(mark, 3).items).toEqual(rows.slice(from, from + 3))
  }
  return rows
}

const ORDERS = ['newest', 'oldest', 'due', 'balance', 'amount'] as const

function feeFilters(): FeeFilter[] {
  const one = (column: string) =>
    seeded.db.prepare<[], string>(`SELECT ${column} FROM fees WHERE ${column} IS NOT NULL LIMIT 1`).pluck().get() ?? ''
  const singles: FeeFilter[] = [
    {},
    { status: 'open' },
    { status: 'paid' },
    { status: 'void' },
    { student: '200000' },
    { student: 'nobody' },
    { location: 'MH0' },
    { category: one('category_title') },
    { sku: one('sku') },
    { system: 'iiq' },
    { overdue: true },
    { overdue: false },
    { search: 'Mar' },
    { search: '2000' },
    { search: one('name').slice(0, 4).toLowerCase() },
    { search: '%' },
  ]
  const pairs = singles.flatMap((one, index) => singles.slice(index + 1).map(other => ({ ...one, ...other })))
  return [...singles, ...pairs]
}

describe('the outline of fees', () => {
  it('counts, adds up and marks just the rows that the list gives, for every filter, order and direction', () => {
    feeFilters().forEach((filter, index) => {
      const asked = { ...filter, order: ORDERS[index % ORDERS.length] ?? 'newest', reverse: index % 3 === 1 }
      const outline = seeded.ask('fees.outline', asked)
      const rows = expectOutline(outline, (after, limit) =>
        seeded.ask('fees.list', { ...asked, limit, ...(after === undefined ? {} : { after }) }),
      )
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
      expect(outline.sums, JSON.stringify(asked)).toEqual({
        amountCents: sum(row => row.amountCents),
        paidCents: sum(row => row.paidCents),
        waivedCents: sum(row => row.waivedCents),
        balanceCents: sum(row => row.balanceCents),
      })
    })
  })

  it('turns each order round, and refuses the marks of the other direction', () => {
    for (const order of ORDERS) {
      const ids = (reverse: boolean) =>
        seeded.ask('fees.list', { order, reverse, limit: 10_000 }).items.map(({ id }) => id)
      expect(ids(true)).toEqual(ids(false).toReversed())
    }
    const { next } = seeded.ask('fees.list', { order: 'due', limit: 5 })
    expect(() => seeded.ask('fees.list', { order: 'due', reverse: true, after: next ?? '' })).toThrow(/"after"/)
  })
})

describe('a search of fees', () => {
  it('finds just those whose student, School Id or name holds the text', () => {
    for (const text of ['mar', 'LAP', '20003', '200', 'zz%', '_']) {
      const holds = (value: string | null) => value?.toLowerCase().includes(text.toLowerCase()) === true
      const all = seeded.ask('fees.list', { limit: 10_000 }).items
      const wanted = all.filter(fee => holds(fee.student) || holds(fee.studentId) || holds(fee.name))
      const found = readAll(after =>
        seeded.ask('fees.list', { search: text, limit: 300, ...(after === undefined ? {} : { after }) }),
      )
      expect(found.map(fee => fee.id)).toEqual(wanted.map(fee => fee.id))
    }
  })
})

describe('the outline of students', () => {
  const filters: StudentFilter[] = [
    {},
    { search: 'an' },
    { location: 'MH0' },
    { owing: true },
    { owing: true, location: 'MH0', search: 'a' },
    { location: 'no such place' },
  ]
  it('counts and marks just the rows that the list gives', () => {
    for (const filter of filters) {
      expectOutline(seeded.ask('students.outline', filter), (after, limit) =>
        seeded.ask('students.list', { ...filter, limit, ...(after === undefined ? {} : { after }) }),
      )
    }
  })

  it('gives those who owe something, at the place asked for', () => {
    const all = seeded.ask('students.list', { limit: 10_000 }).items
    const ids = (filter: StudentFilter) =>
      seeded.ask('students.list', { ...filter, limit: 10_000 }).items.map(({ id }) => id)
    expect(ids({ owing: true })).toEqual(all.filter(row => row.balanceCents > 0).map(({ id }) => id))
    expect(ids({ location: 'MH0' })).toEqual(all.filter(row => row.location === 'MH0').map(({ id }) => id))
  })
})

describe('the outline of imports', () => {
  const filters: ImportFilter[] = [
    {},
    { order: 'oldest' },
    { status: 'Imported' },
    { status: 'Error' },
    { cause: 'unknown-student' },
    { message: 'payment' },
    { message: 'no such words' },
    { receivedFrom: '2025-01-01' },
    { receivedFrom: '2025-01-01', receivedTo: '2025-03-01', order: 'oldest' },
    { status: 'Imported', message: 'fee', receivedFrom: '2024-10-01' },
  ]
  it('counts and marks just the rows that the list gives', () => {
    for (const filter of filters) expectImports(filter, null)
  })

  it('counts a search of raw values by the index, and says null without one', () => {
    const file = `${seeded.dir}/search.db`
    const builder = openSearchBuilder(file, seeded.db)
    while (builder.advance() > 0);
    builder.close()
    const index = openSearchIndex(file)
    expectImports({ raw: 'students.practice' }, index)
    expectImports({ raw: 'aB', status: 'Error', order: 'oldest' }, index)
    index?.close()
    expect(seeded.ask('imports.outline', { raw: 'students.practice' })).toBeNull()
  })

  function expectImports(filter: ImportFilter, index: ReturnType<typeof openSearchIndex>): void {
    const outline = seeded.ask('imports.outline', filter, index)
    if (outline === null) throw new Error(`${JSON.stringify(filter)} was not counted`)
    expectOutline(outline, (after, limit) =>
      seeded.ask('imports.list', { ...filter, limit, ...(after === undefined ? {} : { after }) }, index),
    )
  }
})

describe('the outline of runs', () => {
  it('counts and marks just the rows that the list gives', () => {
    const filters: CallInput<'runs.outline'>[] = [{}, { outcome: 'partly' }, { task: 'iiq-sync' }]
    for (const filter of [...filters, { outcome: 'succeeded' as const, task: 'iiq-sync' as const }]) {
      expectOutline(seeded.ask('runs.outline', filter), (after, limit) =>
        seeded.ask('runs.list', { ...filter, limit, ...(after === undefined ? {} : { after }) }),
      )
    }
  })
})

describe('the causes of imports', () => {
  it('are counted by status and cause, errors first', () => {
    const { items } = seeded.ask('imports.causes', {})
    for (const { cause, status, count, message } of items) {
      const rows = seeded.ask('imports.list', { cause, status, limit: 10_000 }).items
      expect(rows).toHaveLength(count)
      expect(rows.map(row => row.message)).toContain(message)
    }
    expect(items.map(item => item.status)).toEqual(['Error', 'Unprocessed', 'Ignored'])
  })
})
