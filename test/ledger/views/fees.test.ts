import { describe, expect, it } from 'vitest'
import type { FeeFilter } from '../../../contract/calls.ts'
import { readAll, TODAY, withSeededViews } from './seeded.ts'

// Enough fees that filters are rare, common and in between by the measure of the list's own choice of index.
const seeded = withSeededViews(20_000, db => {
  db.exec(`UPDATE locations SET abbreviation = 'MH0' WHERE seq = 5;
    UPDATE people SET school_id = '200000' WHERE seq = 9;
    UPDATE fees SET system = 'feebridge' WHERE seq % 1000 = 3;`)
})

const STATUS_SQL: Record<string, string> = {
  open: 'is_void = 0 AND balance_cents > 0 AND paid_cents <= 0',
  'partly-paid': 'is_void = 0 AND balance_cents > 0 AND paid_cents > 0',
  paid: 'is_void = 0 AND balance_cents = 0 AND NOT (paid_cents <= 0 AND waived_cents > 0)',
  waived: 'is_void = 0 AND balance_cents = 0 AND paid_cents <= 0 AND waived_cents > 0',
  overpaid: 'is_void = 0 AND balance_cents < 0',
  void: 'is_void = 1',
}
const ORDER_SQL: Record<string, string> = {
  newest: 'created_on DESC, seq DESC',
  oldest: 'created_on, seq',
  due: 'due_on, seq',
  balance: 'balance_cents DESC, seq DESC',
  amount: 'charged_cents + adjusted_cents DESC, seq DESC',
}

/** The same question without any index, mark or choice. */
function plainly(filter: FeeFilter): string[] {
  const where = ['1']
  const params: string[] = []
  const equal = (sql: string, value: string | undefined) => {
    if (value === undefined) return
    where.push(sql)
    params.push(...Array<string>(sql.split('?').length - 1).fill(value))
  }
  if (filter.status !== undefined) where.push(STATUS_SQL[filter.status] ?? '0')
  equal('person_seq IN (SELECT seq FROM people WHERE school_id = ?)', filter.student)
  equal(
    'location_seq IN (SELECT seq FROM locations WHERE abbreviation = ? OR abbreviation IS NULL AND name = ?)',
    filter.location,
  )
  equal('+asset_tag = ?', filter.asset)
  equal('+ticket_number = ?', filter.ticket)
  equal('+category_title = ?', filter.category)
  equal('+sku = ?', filter.sku)
  equal('+system = ?', filter.system)
  if (filter.overdue === true) where.push(`due_on < '${TODAY}' AND balance_cents > 0`)
  if (filter.overdue === false) where.push(`NOT (due_on < '${TODAY}' AND balance_cents > 0)`)
  const sql = `SELECT id FROM fees NOT INDEXED WHERE ${where.join(' AND ')} ORDER BY ${ORDER_SQL[filter.order ?? 'newest']}`
  return seeded.db
    .prepare<string[], string>(sql)
    .pluck()
    .all(...params)
}

function sampleFilters(): FeeFilter[] {
  const one = (column: string) =>
    seeded.db.prepare<[], string>(`SELECT ${column} FROM fees WHERE ${column} IS NOT NULL LIMIT 1`).pluck().get() ?? ''
  const [asset, ticket, category, sku] = [one('asset_tag'), one('ticket_number'), one('category_title'), one('sku')]
  return [
    {},
    ...Object.keys(STATUS_SQL).map(status => ({ status }) as FeeFilter),
    { student: '200000' },
    { student: 'nobody' },
    { location: 'MH0' },
    { location: 'Harbor Point School' },
    { asset },
    { ticket },
    { category },
    { sku },
    { system: 'iiq' },
    { system: 'feebridge' },
    { system: 'genesis' },
    { overdue: true },
    { overdue: false },
    { status: 'open', category },
    { status: 'open', overdue: true },
    { status: 'paid', overdue: true },
    { status: 'void', overdue: false },
    { status: 'overpaid', system: 'iiq' },
    { category, location: 'MH0', overdue: true },
    { student: '200000', status: 'open' },
    { system: 'iiq', sku, overdue: false },
  ]
}

describe('fees.list', () => {
  it('gives the rows and the order that a plain question gives, for each filter in each order', () => {
    for (const filter of sampleFilters()) {
      for (const order of ['newest', 'oldest', 'due', 'balance', 'amount'] as const) {
        const request = { ...filter, order }
        const wanted = plainly(request)
        const page = seeded.ask('fees.list', { ...request, limit: 100 })
        expect(
          page.items.map(fee => fee.id),
          JSON.stringify(request),
        ).toEqual(wanted.slice(0, 100))
        expect(page.next === null, JSON.stringify(request)).toBe(wanted.length <= 100)
      }
    }
  })

  it('pages through a whole list without losing or repeating a row', () => {
    for (const filter of [{}, { location: 'MH0' }, { overdue: true }, { status: 'waived' }] as FeeFilter[]) {
      for (const order of ['newest', 'due', 'balance', 'amount'] as const) {
        const request = { ...filter, order }
        const rows = readAll(after => seeded.ask('fees.list', { ...request, limit: 1_713, after }))
        expect(
          rows.map(fee => fee.id),
          JSON.stringify(request),
        ).toEqual(plainly(request))
      }
    }
  })

  it('gives the newest first and 1,000 rows unless asked otherwise', () => {
    const page = seeded.ask('fees.list', {})
    expect(page.items.map(fee => fee.id)).toEqual(plainly({}).slice(0, 1_000))
  })

  it('M4 calls a fee overdue when its due day has passed in the district and something is owed', () => {
    const { items } = seeded.ask('fees.list', { limit: 10_000 })
    for (const fee of items) expect(fee.overdue, fee.id).toBe(fee.dueOn < TODAY && fee.balanceCents > 0)
    expect(items.some(fee => fee.overdue)).toBe(true)
    expect(items.some(fee => fee.dueOn === TODAY && fee.balanceCents > 0 && !fee.overdue)).toBe(true)
  })

  it('refuses a mark of another order, and text that is no mark', () => {
    const { next } = seeded.ask('fees.list', { order: 'due', limit: 1 })
    for (const after of [next ?? '', 'abc', '', 'WyJmZWVzIGJhbGFuY2UiLCJ4IiwxXQ', 'bnVsbA'])
      expect(() => seeded.ask('fees.list', { order: 'balance', after })).toThrow('is not a mark of this list')
  })

  it('reads a page by an index in the order asked for, for each promised filter and each sort', () => {
    const promised = sampleFilters().filter(filter => Object.keys(filter).length <= 1)
    for (const filter of promised) {
      for (const plan of seeded.plansOf('fees.list', { ...filter, limit: 100 })) {
        expect(plan, JSON.stringify(filter)).not.toMatch(/TEMP B-TREE/)
        // Overdue fees, and a list without a filter that an index answers, are walked in order until the page is full.
        const walksOrder = filter.overdue !== undefined || Object.keys(filter).length === 0
        const scan = walksOrder ? /SCAN (fees|imports|entries)$/m : /SCAN (fees|imports|entries)/
        expect(plan, JSON.stringify(filter)).not.toMatch(scan)
      }
    }
    for (const order of ['newest', 'oldest', 'due', 'balance', 'amount'] as const) {
      for (const plan of seeded.plansOf('fees.list', { order, limit: 100 })) {
        expect(plan, order).not.toMatch(/TEMP B-TREE/)
        expect(plan, order).not.toMatch(/SCAN fees$/m)
      }
    }
  })

  it('begins a later page at its mark, not at the start of the list', () => {
    for (const order of ['newest', 'oldest', 'due', 'balance', 'amount'] as const) {
      const after = seeded.ask('fees.list', { order, limit: 5 }).next ?? undefined
      for (const plan of seeded.plansOf('fees.list', { order, limit: 5, after })) {
        expect(plan, order).not.toMatch(/SCAN fees/)
      }
    }
  })
})

describe('fees.show', () => {
  it('tells the whole story of a fee: entries, the imports behind them, deliveries, notes', () => {
    const paid = seeded.ask('fees.list', { status: 'partly-paid', limit: 1 }).items[0]
    const story = seeded.ask('fees.show', { id: paid?.id ?? '' })
    expect(story.fee).toEqual(paid)
    expect(story.entries.map(entry => entry.kind)).toEqual(['charge', 'payment'])
    expect(story.entries.reduce((sum, entry) => sum + entry.amountCents, 0)).toBe(paid?.balanceCents)
    expect(story.imports.map(one => one.kind)).toEqual(['fee', 'payment'])
    expect(story.entries.map(entry => entry.importId)).toEqual(story.imports.map(one => one.id))
  })

  it('marks the entry that another one voids', () => {
    const voided = seeded.ask('fees.list', { status: 'void', limit: 1 }).items[0]
    const { entries } = seeded.ask('fees.show', { id: voided?.id ?? '' })
    expect(entries.map(entry => [entry.kind, entry.voided])).toEqual([
      ['charge', true],
      ['void', false],
    ])
    expect(entries[1]?.voidsEntryId).toBe(entries[0]?.id)
  })

  it('says so when there is no such fee', () => {
    expect(() => seeded.ask('fees.show', { id: 'nothing' })).toThrow('There is no fee with the id "nothing"')
  })
})
