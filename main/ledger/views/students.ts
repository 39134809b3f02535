import type { CallInput } from '../../../contract/calls.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import type { Db } from '../open.ts'
import { locationsNamed } from './fee-conditions.ts'
import { contains } from './import-conditions.ts'
import type { Place } from './keyset.ts'
import { EVERY_ROWS, outlineWith } from './outline.ts'
import { readMark, writeMark } from './page-mark.ts'
import { allOf, type Clause, prepared, readInOrder, WANTED } from './prepared.ts'
import type { View } from './view.ts'

// A person is listed who has a School Id and still is there, or who has fees whatever became of them.
const IS_LISTED = `(school_id IS NOT NULL AND is_deleted = 0 OR EXISTS (SELECT 1 FROM fees WHERE fees.person_seq = people.seq))`

/** A page of students by name, each with the balance of all their fees. The search looks in names and School Ids. */
export const listStudents: View<'students.list'> = ({ db }, request) => {
  const limit = request.limit ?? LIMITS.listRows
  const after = readMark('students', ['text', 'integer'], request.after)
  const clauses = studentClauses(db, request)
  if (after !== null) clauses.push({ sql: '(name COLLATE NOCASE, seq) > (?, ?)', params: after })
  if (request.owing === true) clauses.push(...owingClauses(db))
  const where = allOf(clauses)
  const sql = `SELECT seq, name FROM people INDEXED BY people_by_name WHERE ${where.sql} ORDER BY name COLLATE NOCASE, seq LIMIT ?`
  const found = prepared<FoundStudent>(db, sql).all(...where.params, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: readStudents(
      db,
      found.slice(0, limit).map(person => person.seq),
    ),
    next: last === undefined ? null : writeMark('students', [last.name, last.seq]),
  }
}

interface FoundStudent {
  seq: number
  name: string
}

/** How many students a filter holds, and where its pages begin. */
export const outlineStudents: View<'students.outline'> = ({ db }, request) => {
  const owing = request.owing === true ? peopleOwing(db) : null
  const where = allOf(studentClauses(db, request))
  const sql = `SELECT seq, name FROM people INDEXED BY people_by_name WHERE ${where.sql} ORDER BY name COLLATE NOCASE, seq`
  const places: Place[] = []
  let count = 0
  for (const { seq, name } of prepared<FoundStudent>(db, sql).iterate(...where.params)) {
    if (owing !== null && !owing.has(seq)) continue
    count += 1
    if (count % EVERY_ROWS === 0) places.push({ seq, key: name })
  }
  return outlineWith({ count, places }, place => writeMark('students', [place.key, place.seq]))
}

/** What a request asks for beside who owes something. */
function studentClauses(db: Db, { search, location }: CallInput<'students.outline'>): Clause[] {
  const clauses: Clause[] = [{ sql: IS_LISTED, params: [] }]
  if (search !== undefined && search.trim() !== '') {
    const [name, schoolId] = [contains('name', search.trim()), contains('school_id', search.trim())]
    clauses.push({ sql: `(${name.sql} OR ${schoolId.sql})`, params: [...name.params, ...schoolId.params] })
  }
  if (location !== undefined) {
    const seqs = JSON.stringify(locationsNamed(db, location))
    clauses.push({ sql: 'location_seq IN (SELECT value FROM json_each(?))', params: [seqs] })
  }
  return clauses
}

/** Fees with something owed that are few enough to look up whose they are. */
const FEW_OWED = 20_000

/** Whose fees come to more than nothing. Where few fees are owed, only their people are looked at. */
function owingClauses(db: Db): Clause[] {
  const sum = { sql: '(SELECT sum(balance_cents) FROM fees WHERE fees.person_seq = people.seq) > 0', params: [] }
  const owed = prepared<{ seq: number | null }>(
    db,
    'SELECT person_seq AS seq FROM fees INDEXED BY fees_owed_by_due WHERE balance_cents > 0 LIMIT ?',
  ).all(FEW_OWED)
  if (owed.length === FEW_OWED) return [sum]
  const seqs = JSON.stringify([...new Set(owed.map(fee => fee.seq))].filter(seq => seq !== null))
  return [{ sql: 'seq IN (SELECT value FROM json_each(?))', params: [seqs] }, sum]
}

/** Everyone whose fees come to more than nothing: one look at every fee, several times as fast as one look at every person's fees. */
function peopleOwing(db: Db): Set<number> {
  const balances = new Map<number, number>()
  const sql =
    'SELECT person_seq, balance_cents FROM fees NOT INDEXED WHERE balance_cents <> 0 AND person_seq IS NOT NULL'
  for (const [seq = 0, cents = 0] of prepared<number[]>(db, sql).raw().iterate()) {
    balances.set(seq, (balances.get(seq) ?? 0) + cents)
  }
  return new Set([...balances].filter(([, cents]) => cents > 0).map(([seq]) => seq))
}

const STUDENTS = `SELECT p.seq, p.id, p.school_id AS schoolId, p.name, p.grade, coalesce(l.abbreviation, l.name) AS location,
    p.is_active AND NOT p.is_deleted AS active, (SELECT coalesce(sum(f.balance_cents), 0) FROM fees f WHERE f.person_seq = p.seq) AS balanceCents
  FROM ${WANTED} people p ON p.seq = wanted.value LEFT JOIN locations l ON l.seq = p.location_seq`

type StoredStudent = Omit<StudentRow, 'active'> & { seq: number; active: 0 | 1 }

/** Reads students by `seq`, in that order. */
export function readStudents(db: Db, seqs: readonly number[]): StudentRow[] {
  return readInOrder<StoredStudent>(db, STUDENTS, seqs).map(({ seq: _, active, ...stored }) => ({
    ...stored,
    active: active === 1,
  }))
}
