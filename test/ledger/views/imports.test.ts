import { describe, expect, it } from 'vitest'
import type { ImportFilter } from '../../../contract/calls.ts'
import { readAll, withSeededViews } from './seeded.ts'

const seeded = withSeededViews(20_000, db => {
  // A changed record: the second import is the newer version of the first.
  db.exec(`UPDATE imports SET previous_seq = 1 WHERE seq = 2; UPDATE imports SET previous_seq = 2 WHERE seq = 3;
    DELETE FROM import_bodies WHERE import_seq = 1;`)
})

/** The same question without any index, mark or choice; days in New York are UTC−5 in winter and UTC−4 in summer. */
function plainly(filter: ImportFilter, between: [string, string] | null = null): string[] {
  const where = ['1']
  const params: string[] = []
  const add = (sql: string, value: string | undefined) => {
    if (value === undefined) return
    where.push(sql)
    params.push(value)
  }
  add('+i.status = ?', filter.status)
  add('+i.run_seq = (SELECT seq FROM runs WHERE id = ?)', filter.runId)
  add('m.cause = ?', filter.cause)
  add('instr(lower(m.text), lower(?)) > 0', filter.message)
  add('+i.received_at >= ?', between?.[0])
  add('+i.received_at < ?', between?.[1])
  const sql = `SELECT i.id FROM imports i NOT INDEXED LEFT JOIN messages m ON m.seq = i.message_seq
    WHERE ${where.join(' AND ')} ORDER BY i.seq ${filter.order === 'oldest' ? '' : 'DESC'}`
  return seeded.db
    .prepare<string[], string>(sql)
    .pluck()
    .all(...params)
}

function runId(): string {
  return seeded.db.prepare<[], string>('SELECT id FROM runs WHERE seq = 2').pluck().get() ?? ''
}

const WINTER: [string, string] = ['2025-01-10T05:00:00.000Z', '2025-01-13T05:00:00.000Z']

describe('imports.list', () => {
  it('gives the rows and the order that a plain question gives, for each filter in both orders', () => {
    const inWinter = { receivedFrom: '2025-01-10', receivedTo: '2025-01-12' }
    const filters: [ImportFilter, [string, string] | null][] = [
      [{}, null],
      ...(['Imported', 'Error', 'Ignored', 'Unprocessed'] as const).map(
        status => [{ status }, null] as [ImportFilter, null],
      ),
      [{ runId: runId() }, null],
      [{ runId: 'nothing' }, null],
      [{ cause: 'unknown-student' }, null],
      [{ cause: 'entered' }, null],
      [{ message: 'AS A payment' }, null],
      [{ message: 'School Id' }, null],
      [{ message: '%' }, null],
      [{ message: 'no_such' }, null],
      [{ status: 'Error', runId: runId() }, null],
      [{ cause: 'entered', message: 'fee', runId: runId() }, null],
      [inWinter, WINTER],
      [{ ...inWinter, status: 'Imported' }, WINTER],
      [{ ...inWinter, status: 'Error', message: 'student' }, WINTER],
      [{ receivedFrom: '2025-01-10' }, [WINTER[0], '9999']],
      [{ receivedTo: '2025-01-12', status: 'Imported' }, ['0000', WINTER[1]]],
    ]
    for (const [filter, between] of filters) {
      for (const order of ['newest', 'oldest'] as const) {
        const request = { ...filter, order }
        const wanted = plainly(request, between)
        const page = seeded.ask('imports.list', { ...request, limit: 100 })
        expect(
          page.items.map(one => one.id),
          JSON.stringify(request),
        ).toEqual(wanted.slice(0, 100))
        expect(page.next === null, JSON.stringify(request)).toBe(wanted.length <= 100)
      }
    }
  })

  it('pages through a whole list without losing or repeating a row', () => {
    for (const filter of [{ status: 'Imported' }, { message: 'e', receivedTo: '2025-01-12' }] as ImportFilter[]) {
      const rows = readAll(after => seeded.ask('imports.list', { ...filter, limit: 1_234, after }))
      const between: [string, string] | null = filter.receivedTo === undefined ? null : ['0000', WINTER[1]]
      expect(rows.map(one => one.id)).toEqual(plainly(filter, between))
    }
  })

  it('takes days as days in the district, so that a change of the clocks moves no import to another day', () => {
    // 2 November 2025 has 25 hours in New York.
    const { items } = seeded.ask('imports.list', {
      receivedFrom: '2025-11-02',
      receivedTo: '2025-11-02',
      limit: 10_000,
    })
    expect(items.length).toBeGreaterThan(0)
    expect(items.map(one => one.id)).toEqual(plainly({}, ['2025-11-02T04:00:00.000Z', '2025-11-03T05:00:00.000Z']))
  })

  it('refuses a mark of a list in another order', () => {
    const { next } = seeded.ask('imports.list', { limit: 1 })
    expect(() => seeded.ask('imports.list', { order: 'oldest', after: next ?? '' })).toThrow(
      'is not a mark of this list',
    )
    expect(() => seeded.ask('imports.list', { receivedFrom: '2025-01-01', after: next ?? '' })).toThrow('is not a mark')
  })

  it('reads a page by an index in the order asked for, for each promised filter', () => {
    const promised: ImportFilter[] = [
      { status: 'Imported' },
      { status: 'Error' },
      { runId: runId() },
      { cause: 'entered' },
      { message: 'payment' },
      { receivedFrom: '2025-01-10', receivedTo: '2025-01-12' },
    ]
    for (const filter of promised) {
      for (const order of ['newest', 'oldest'] as const) {
        for (const plan of seeded.plansOf('imports.list', { ...filter, order, limit: 100 })) {
          expect(plan, JSON.stringify(filter)).not.toMatch(/SCAN (imports|fees|entries|import_bodies)/)
          expect(plan, JSON.stringify(filter)).not.toMatch(/TEMP B-TREE/)
        }
      }
    }
  })
})

describe('imports.show', () => {
  it('shows the raw record word for word, and its earlier versions newest first', () => {
    const idOf = (seq: number) =>
      seeded.db.prepare<[number], string>('SELECT id FROM imports WHERE seq = ?').pluck().get(seq) ?? ''
    const shown = seeded.ask('imports.show', { id: idOf(3) })
    expect(shown.raw).toBe(
      seeded.db.prepare<[], string>('SELECT raw FROM import_bodies WHERE import_seq = 3').pluck().get(),
    )
    expect(shown.versions.map(version => version.id)).toEqual([idOf(2), idOf(1)])
    expect(seeded.ask('imports.show', { id: idOf(1) }).raw).toBeNull()
  })

  it('says so when there is no such import', () => {
    expect(() => seeded.ask('imports.show', { id: 'nothing' })).toThrow('There is no import with the id "nothing"')
  })
})
