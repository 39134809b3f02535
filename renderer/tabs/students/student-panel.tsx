import { useQuery } from '@tanstack/react-query'
import type { StudentPage } from '../../../contract/rows/reference.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { creditsOf } from '../../api/office.ts'
import { studentPage } from '../../api/students.ts'
import { accountWords } from '../../format/balance.ts'
import { hashOf } from '../../ui/address.ts'
import { Facts } from '../../ui/facts.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ErrorState, LoadingRows } from '../../ui/states.tsx'
import { Namesakes } from './namesakes.tsx'
import { StudentActions } from './student-actions.tsx'
import { StudentFees } from './student-fees.tsx'
import { StudentReceipts } from './student-receipts.tsx'
import { SystemBalances } from './system-balances.tsx'

/** A student's page: who it is, what is owed and where from, every fee with the way to its story. */
export function StudentPanel({ id }: { id: string }) {
  const page = useQuery(studentPage(id))
  if (page.data === undefined) {
    return (
      <SidePanel title="Student" wide>
        {page.error === null ? (
          <LoadingRows label="Loading the student" />
        ) : (
          <ErrorState sentence={sentenceOf(page.error)} onRetry={() => void page.refetch()} />
        )}
      </SidePanel>
    )
  }
  return <Page page={page.data} />
}

function Page({ page }: { page: StudentPage }) {
  const { student } = page
  const credits = useQuery(creditsOf(student.id)).data ?? []
  const creditCents = credits.reduce((sum, fee) => sum - fee.balanceCents, 0)
  const facts = [
    student.schoolId === null ? 'no School Id' : `School Id ${student.schoolId}`,
    student.grade === null ? '' : `grade ${student.grade}`,
    student.location ?? '',
    student.active ? '' : 'no longer active',
  ]
  return (
    <SidePanel wide title={student.name} subtitle={facts.filter(fact => fact !== '').join(', ')}>
      <p className="fb-sum-line">
        <strong>{accountWords(student.balanceCents, creditCents)}</strong>
      </p>
      <StudentActions student={student} />
      <Namesakes page={page} />
      <StudentFees student={student} />
      <StudentReceipts student={student} />
      <SystemBalances page={page} />
      <Facts
        facts={[
          { label: 'E-mail', value: page.email },
          {
            label: 'Location',
            value:
              student.location === null ? null : (
                <a href={hashOf('students', { location: student.location })}>All students of {student.location}</a>
              ),
          },
        ]}
      />
    </SidePanel>
  )
}
