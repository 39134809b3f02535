import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useExportList } from '../../api/export-list.ts'
import { locationChoices } from '../../api/fees.ts'
import { useRows } from '../../api/listing.ts'
import { openFeesOf } from '../../api/office.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { OfficeAsks } from '../../office/office-asks.tsx'
import { useTakePayment } from '../../office/use-take-payment.ts'
import { OPEN, useAddress } from '../../ui/address.ts'
import { ListFrame } from '../../ui/list-frame.tsx'
import { notify } from '../../ui/notices.tsx'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst, ToOverview } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { studentFields, studentFilterOf } from './student-filters.ts'
import { StudentPanel } from './student-panel.tsx'

const column = columnHelper<StudentRow>()
const COLUMNS = column.columns([
  column.accessor('name', {
    header: 'Student',
    size: 240,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('schoolId', { header: 'School Id', size: 130, cell: context => context.getValue() ?? '–' }),
  column.accessor('grade', { header: 'Grade', size: 90, cell: context => context.getValue() ?? '–' }),
  column.accessor('location', {
    header: 'Location',
    size: 170,
    cell: context => <span title={context.getValue() ?? undefined}>{context.getValue() ?? '–'}</span>,
  }),
  column.accessor('active', { header: 'Active', size: 90, cell: context => (context.getValue() ? 'Yes' : 'No') }),
  column.accessor('balanceCents', {
    header: 'Balance',
    size: 150,
    meta: { align: 'end' },
    cell: context => balanceWords(context.getValue()),
  }),
])
const studentId = (row: StudentRow) => row.id

/** Everyone who can owe something, by name; a row opens the student's page. */
export function StudentsTab() {
  return (
    <OfficeAsks>
      <StudentList />
    </OfficeAsks>
  )
}

function StudentList() {
  const { params } = useAddress()
  const filter = useMemo(() => studentFilterOf(params), [params])
  const list = useRows('students.list', filter)
  const onExport = useExportList('students', filter)
  const locations = useQuery(locationChoices)
  const fields = useMemo(
    () => studentFields((locations.data?.items ?? []).map(location => location.abbreviation ?? location.name)),
    [locations.data],
  )
  const rowKeys = useStudentKeys()
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Students"
          summary={countWords(list.total ?? list.rows.length, 'student')}
          fields={fields}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={studentId}
          rowKeys={rowKeys}
          onExport={onExport}
          empty={
            <EmptyFirst title="No students yet" action={<ToOverview />}>
              Students come in from your systems with their fees. Start a task on the Overview with Run now.
            </EmptyFirst>
          }
        />
      }
      panel={openId === undefined ? null : <StudentPanel key={openId} id={openId} />}
    />
  )
}

/** P takes one payment for all that the student of the active row owes, asked for at that moment. */
function useStudentKeys() {
  const client = useQueryClient()
  const take = useTakePayment()
  return useMemo(
    () => ({
      p: (student: StudentRow) => {
        client
          .fetchQuery({ ...openFeesOf(student.id), staleTime: 0 })
          .then(take, (error: unknown) => notify('bad', sentenceOf(error)))
      },
    }),
    [client, take],
  )
}
