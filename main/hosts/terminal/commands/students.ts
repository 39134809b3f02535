import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import { listingTable, moneyColumn } from '../text-table.ts'

export const listStudents = calling('students.list', {
  request: input => given({ ...input.page(), search: input.text('search') }),
  words: listing =>
    listingTable(
      listing,
      [
        { head: 'PERSON', of: row => row.id },
        { head: 'SCHOOL ID', of: row => row.schoolId },
        { head: 'NAME', of: row => row.name },
        { head: 'GRADE', of: row => row.grade },
        { head: 'LOCATION', of: row => row.location },
        { head: 'ACTIVE', of: row => (row.active ? 'yes' : 'no') },
        moneyColumn('BALANCE', row => row.balanceCents),
      ],
      'No student fits.',
    ),
})

/** `students choose SCHOOLID PERSON`: which of the people that carry one School Id is meant (I2). */
export const chooseStudent = calling('students.choose', {
  request: input => ({ schoolId: input.operand('SCHOOLID'), person: input.operand('PERSON') }),
  words: ({ schoolId, personId }) =>
    `School Id ${schoolId} now means person ${personId}. Reprocess the imports that waited: "feebridge errors list".`,
})
