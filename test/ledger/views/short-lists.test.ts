import { describe, expect, it } from 'vitest'
import { readAll, withSeededViews } from './seeded.ts'

const seeded = withSeededViews(3_000, db => {
  db.exec(`UPDATE sync_errors SET state = 'resolved', closed_at = '2026-01-01T00:00:00.000Z', closed_by = 'Incident IQ' WHERE seq <= 2;
    UPDATE people SET is_deleted = 1 WHERE seq = 1;
    INSERT INTO people (id, system, school_id, name, is_deleted) VALUES ('gone', 'iiq', '1', 'Aaron Nobody', 1), ('staff', 'iiq', NULL, 'Aaron Teacher', 0);
    UPDATE categories SET archived_at = '2026-01-01T00:00:00.000Z' WHERE seq = 1;`)
})

describe('errors.list', () => {
  it('gives the open ones, oldest first, and the others newest first when asked', () => {
    const open = seeded.ask('errors.list', {}).items
    expect(open.length).toBeGreaterThan(5)
    expect(open.every(error => error.state === 'open')).toBe(true)
    expect(open.map(error => error.openedAt)).toEqual(open.map(error => error.openedAt).toSorted())
    expect(open[0]?.importId).not.toBeNull()
    expect(open[0]?.actions).toEqual([])
    expect(seeded.ask('errors.list', { state: 'resolved' }).items.map(error => error.closedBy)).toEqual([
      'Incident IQ',
      'Incident IQ',
    ])
    expect(seeded.ask('errors.list', { state: 'all' }).items).toHaveLength(open.length + 2)
    expect(readAll(after => seeded.ask('errors.list', { limit: 3, after }))).toEqual(open)
  })
})

describe('students.list', () => {
  it('gives students by name with the balance of all their fees, and those who left while they have fees', () => {
    const students = readAll(after => seeded.ask('students.list', { limit: 7, after }))
    const names = students.map(student => student.name)
    expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    expect(names).not.toContain('Aaron Nobody')
    expect(names).not.toContain('Aaron Teacher')
    const sum = seeded.db.prepare<[], number>('SELECT sum(balance_cents) FROM fees').pluck().get()
    expect(students.reduce((total, student) => total + student.balanceCents, 0)).toBe(sum)
    expect(students.filter(student => !student.active)).toHaveLength(1)
  })

  it('finds a part of a name or of a School Id, whatever its capitals, and takes % as itself', () => {
    const [one] = seeded.ask('students.list', { limit: 1 }).items
    const found = seeded.ask('students.list', { search: one?.name.slice(1).toUpperCase() }).items
    expect(found.map(student => student.id)).toContain(one?.id)
    expect(seeded.ask('students.list', { search: one?.schoolId ?? '' }).items.map(s => s.id)).toEqual([one?.id])
    expect(seeded.ask('students.list', { search: '%' }).items).toEqual([])
  })

  it('searches names and School Ids on the index alone', () => {
    const [plan] = seeded.plansOf('students.list', { search: 'zzz' })
    expect(plan).toContain('people_by_name')
    expect(plan).not.toContain('TEMP B-TREE')
  })
})

describe('locations.list, categories.list, itemTypes.list', () => {
  it('give their rows by name, in pages, archived ones too', () => {
    const locations = readAll(after => seeded.ask('locations.list', { limit: 5, after }))
    expect(locations).toHaveLength(12)
    expect(locations.map(one => one.name)).toEqual(locations.map(one => one.name).toSorted())
    expect(locations.some(one => one.abbreviation === null)).toBe(true)
    const categories = seeded.ask('categories.list', {}).items
    expect(categories.filter(one => one.archived)).toHaveLength(1)
    const types = readAll(after => seeded.ask('itemTypes.list', { limit: 4, after }))
    expect(types.map(one => one.sku)).toEqual(types.map(one => one.sku).toSorted())
    expect(types.find(one => one.sku === 'PAY-DESK')).toMatchObject({ type: 'payment', defaultAmountCents: null })
  })
})
