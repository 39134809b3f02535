import { describe, expect, it } from 'vitest'
import { withSeededViews } from './seeded.ts'

const seeded = withSeededViews(500, db => {
  db.exec(`INSERT INTO people (id, system, school_id, name, email, is_deleted) VALUES
      ('twin', 'iiq', '200000', 'Tilda Brackenfield', 'tilda@district.example', 0), ('gone', 'iiq', '200000', 'Gone Brackenfield', NULL, 1);
    INSERT INTO school_id_choices VALUES ('200000', 1, '2026-01-01T00:00:00.000Z', 'clerk');
    UPDATE fees SET system = 'feebridge' WHERE person_seq = 1 AND seq = (SELECT min(seq) FROM fees WHERE person_seq = 1);`)
})
const idOf = (seq: number) =>
  seeded.db.prepare<[number], string>('SELECT id FROM people WHERE seq = ?').pluck().get(seq)

describe('students.show', () => {
  it('gives the student with what is owed by system, which adds up to the balance', () => {
    const page = seeded.ask('students.show', { id: idOf(1) ?? '' })
    expect(page.student).toMatchObject({ schoolId: '200000', active: true })
    expect(page.systems.map(each => each.system)).toEqual(['feebridge', 'iiq'])
    expect(page.systems[0]?.fees).toBe(1)
    expect(page.systems.reduce((sum, each) => sum + each.balanceCents, 0)).toBe(page.student.balanceCents)
  })

  it('I2 names the others who carry the School Id, and whom the clerk chose', () => {
    const page = seeded.ask('students.show', { id: 'twin' })
    expect(page.namesakes.map(each => each.id)).toEqual([idOf(1)])
    expect(page.chosenId).toBe(idOf(1))
    expect(page.email).toBe('tilda@district.example')
    expect(page.systems).toEqual([])
  })

  it("I2 lists the fees of one person alone when the list is asked by the person's id", () => {
    const all = seeded.ask('fees.list', { student: '200000' }).items
    expect(all.length).toBeGreaterThan(0)
    expect(seeded.ask('fees.list', { student: idOf(1) ?? '' }).items).toEqual(all)
    expect(seeded.ask('fees.list', { student: 'twin' }).items).toEqual([])
  })

  it('refuses an id that nobody has, and says so', () => {
    expect(() => seeded.ask('students.show', { id: 'nobody' })).toThrow('There is no student with the id "nobody"')
  })
})
