import type { ReactNode } from 'react'
import type { FeeRow } from '../../../contract/rows/fee.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { dayWords } from '../../format/time.ts'
import { hashOf } from '../../ui/address.ts'
import { Facts } from '../../ui/facts.tsx'

/** What the fee is and what it hangs on; each thing leads to the fees that hang on it too. */
export function FeeFacts({ fee }: { fee: FeeRow }) {
  return (
    <Facts
      facts={[
        { label: 'Student', value: <StudentLink fee={fee} /> },
        { label: 'Grade', value: fee.grade },
        { label: 'Location', value: linkTo('location', fee.location) },
        { label: 'Asset', value: linkTo('asset', fee.assetTag) },
        { label: 'Ticket', value: linkTo('ticket', fee.ticket) },
        { label: 'Category', value: linkTo('category', fee.category) },
        { label: 'Item', value: itemWords(fee) },
        { label: 'Created', value: dayWords(fee.createdOn) },
        { label: 'Due', value: fee.overdue ? `${dayWords(fee.dueOn)}, overdue` : dayWords(fee.dueOn) },
        { label: 'From', value: `${SYSTEM_NAMES[fee.system]}${fee.externalId === null ? '' : `, ${fee.externalId}`}` },
        { label: 'Description', value: fee.description },
      ]}
    />
  )
}

function StudentLink({ fee: { student, studentId } }: { fee: FeeRow }) {
  if (studentId === null) return student
  return <a href={hashOf('fees', { student: studentId })}>{`${student ?? 'Student'} (${studentId})`}</a>
}

/** All fees of the same asset, ticket, location or category: its balance is one click away. */
function linkTo(filter: string, value: string | null): ReactNode {
  return value === null ? null : <a href={hashOf('fees', { [filter]: value })}>{value}</a>
}

function itemWords({ item, sku }: FeeRow): string | null {
  if (item === null) return sku
  return sku === null ? item : `${item} (${sku})`
}
