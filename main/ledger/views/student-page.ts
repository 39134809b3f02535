import { Refusal } from '../../../contract/app-error.ts'
import type { StudentPage } from '../../../contract/rows/reference.ts'
import { prepared } from './prepared.ts'
import { readStudents } from './students.ts'
import type { View } from './view.ts'

const SYSTEMS = `SELECT system, count(*) AS fees, sum(charged_cents + adjusted_cents) AS amountCents, sum(paid_cents) AS paidCents,
    sum(waived_cents) AS waivedCents, sum(balance_cents) AS balanceCents
  FROM fees WHERE person_seq = ? AND is_void = 0 GROUP BY system ORDER BY system`

// Whoever was deleted is still a namesake while the clerk's choice leads to them, or while they have fees.
const NAMESAKES = `SELECT id, name FROM people WHERE school_id = ? AND seq <> ?
    AND (is_deleted = 0 OR EXISTS (SELECT 1 FROM fees WHERE fees.person_seq = people.seq)) ORDER BY name COLLATE NOCASE, seq`

const CHOSEN = `SELECT p.id FROM school_id_choices c JOIN people p ON p.seq = c.person_seq WHERE c.school_id = ?`

/** One student with what is owed by the system that the fees came from. */
export const showStudent: View<'students.show'> = ({ db }, { id }) => {
  const found = prepared<{ seq: number; email: string | null }>(db, 'SELECT seq, email FROM people WHERE id = ?').get(
    id,
  )
  const [student] = found === undefined ? [] : readStudents(db, [found.seq])
  if (found === undefined || student === undefined) throw noSuchStudent(id)
  const { schoolId } = student
  return {
    student,
    email: found.email,
    namesakes: schoolId === null ? [] : prepared<{ id: string; name: string }>(db, NAMESAKES).all(schoolId, found.seq),
    chosenId: schoolId === null ? null : (prepared<{ id: string }>(db, CHOSEN).get(schoolId)?.id ?? null),
    systems: prepared<StudentPage['systems'][number]>(db, SYSTEMS).all(found.seq),
  }
}

function noSuchStudent(id: string): Refusal {
  return new Refusal(
    'not-found',
    `There is no student with the id "${id}" in this ledger. Look them up in the Students list.`,
    'id',
  )
}
