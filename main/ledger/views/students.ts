import { LIMITS } from '../../../contract/limits.ts'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import type { Db } from '../open.ts'
import { contains } from './import-conditions.ts'
import { readMark, writeMark } from './page-mark.ts'
import { allOf, type Clause, prepared, readInOrder, WANTED } from './prepared.ts'
import type { View } from './view.ts'

// A person is listed who has a School Id and still is there, or who has fees whatever became of them.
const IS_LISTED = `(school_id IS NOT NULL AND is_deleted = 0 OR EXISTS (SELECT 1 FROM fees WHERE fees.person_seq = people.seq))`

/** A page of students by name, each with the balance of all their fees. The search looks in names and School Ids. */
export const listStudents: View<'students.list'> = ({ db }, request) => {
  const limit = request.limit ?? LIMITS.listRows
  const after = readMark('students', ['text', 'integer'], request.after)
  const clauses: Clause[] = []
  if (after !== null) clauses.push({ sql: '(name COLLATE NOCASE, seq) > (?, ?)', params: after })
  if (request.search !== undefined && request.search !== '') {
    const [name, schoolId] = [contains('name', request.search), contains('school_id', request.search)]
    clauses.push({ sql: `(${name.sql} OR ${schoolId.sql})`, params: [...name.params, ...schoolId.params] })
  }
  const where = allOf([...clauses, { sql: IS_LISTED, params: [] }])
  const sql = `SELECT seq, name FROM people INDEXED BY people_by_name WHERE ${where.sql} ORDER BY name COLLATE NOCASE, seq LIMIT ?`
  const found = prepared<{ seq: number; name: string }>(db, sql).all(...where.params, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: readStudents(
      db,
      found.slice(0, limit).map(person => person.seq),
    ),
    next: last === undefined ? null : writeMark('students', [last.name, last.seq]),
  }
}

const STUDENTS = `SELECT p.seq, p.id, p.school_id AS schoolId, p.name, p.grade, coalesce(l.abbreviation, l.name) AS location,
    p.is_active AND NOT p.is_deleted AS active, (SELECT coalesce(sum(f.balance_cents), 0) FROM fees f WHERE f.person_seq = p.seq) AS balanceCents
  FROM ${WANTED} people p ON p.seq = wanted.value LEFT JOIN locations l ON l.seq = p.location_seq`

type StoredStudent = Omit<StudentRow, 'active'> & { seq: number; active: 0 | 1 }

function readStudents(db: Db, seqs: readonly number[]): StudentRow[] {
  return readInOrder<StoredStudent>(db, STUDENTS, seqs).map(({ seq: _, active, ...stored }) => ({
    ...stored,
    active: active === 1,
  }))
}
