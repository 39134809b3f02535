import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { FeeRow, FeeSums } from '../../../contract/rows/fee.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useExportList } from '../../api/export-list.ts'
import { categoryChoices, locationChoices } from '../../api/fees.ts'
import { useRows } from '../../api/listing.ts'
import { useMay } from '../../api/may.ts'
import { balanceWords } from '../../format/balance.ts'
import { countWords } from '../../format/count.ts'
import { dayWords } from '../../format/time.ts'
import { feeStatusWords, feeTone } from '../../format/tones.ts'
import { OfficeAsks, useOfficeAsk } from '../../office/office-asks.tsx'
import { useTakePayment } from '../../office/use-take-payment.ts'
import { OPEN, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import type { ListSelection } from '../../ui/selection.ts'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst, ToOverview } from '../../ui/states.tsx'
import { columnHelper, sortAs, sortBy } from '../../ui/table-columns.ts'
import { feeFields, feeFilterOf } from './fee-filters.ts'
import { FeePanel } from './fee-panel.tsx'
import { FeeSelection } from './fee-selection.tsx'

const column = columnHelper<FeeRow>()
const COLUMNS = column.columns([
  column.accessor(row => row.student ?? row.studentId ?? '(no student)', {
    id: 'student',
    header: 'Student',
    size: 172,
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('studentId', { header: 'Student ID', size: 100, cell: context => context.getValue() ?? '–' }),
  column.accessor('name', {
    header: 'Fee',
    size: 184,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('amountCents', {
    header: 'Amount',
    size: 116,
    meta: { align: 'end', sort: sortBy('amount', 'descending') },
    cell: context => formatMoney(context.getValue()),
  }),
  column.accessor('paidCents', {
    header: 'Paid',
    size: 112,
    meta: { align: 'end' },
    cell: context => formatMoney(context.getValue()),
  }),
  column.accessor('balanceCents', {
    header: 'Balance',
    size: 120,
    meta: { align: 'end', sort: sortBy('balance', 'descending') },
    cell: context => balanceWords(context.getValue()),
  }),
  column.accessor('status', {
    header: 'Status',
    size: 122,
    cell: context => <StateBadge tone={feeTone(context.getValue())} words={feeStatusWords(context.getValue())} />,
  }),
  column.accessor('dueOn', {
    header: 'Due',
    size: 172,
    meta: { sort: sortBy('due', 'ascending') },
    cell: context => <DueDay fee={context.row.original} />,
  }),
  column.accessor('createdOn', {
    header: 'Created',
    size: 118,
    meta: { sort: sortAs('oldest', null, 'descending') },
    cell: context => dayWords(context.getValue()),
  }),
  column.accessor('waivedCents', {
    header: 'Waived',
    size: 112,
    meta: { align: 'end' },
    cell: context => formatMoney(context.getValue()),
  }),
  column.accessor('category', { header: 'Category', size: 140, cell: context => context.getValue() ?? '–' }),
  column.accessor('location', { header: 'Location', size: 95, cell: context => context.getValue() ?? '–' }),
  column.accessor('assetTag', { header: 'Asset', size: 100, cell: context => context.getValue() ?? '–' }),
  column.accessor('ticket', { header: 'Ticket', size: 90, cell: context => context.getValue() ?? '–' }),
  column.accessor('system', { header: 'From', size: 110, cell: context => SYSTEM_NAMES[context.getValue()] }),
  column.accessor('item', {
    header: 'Item',
    size: 140,
    meta: { hidden: true },
    cell: context => context.getValue() ?? '–',
  }),
  column.accessor('sku', {
    header: 'SKU',
    size: 110,
    meta: { hidden: true },
    cell: context => context.getValue() ?? '–',
  }),
  column.accessor('grade', {
    header: 'Grade',
    size: 70,
    meta: { hidden: true },
    cell: context => context.getValue() ?? '–',
  }),
  column.accessor('description', {
    header: 'Description',
    size: 200,
    meta: { hidden: true },
    cell: context => <span title={context.getValue() ?? ''}>{context.getValue() ?? '–'}</span>,
  }),
  column.accessor('externalId', {
    header: 'External id',
    size: 165,
    meta: { hidden: true },
    cell: context => <span title={context.getValue() ?? ''}>{context.getValue() ?? '–'}</span>,
  }),
])
const feeId = (row: FeeRow) => row.id

/** What is selected comes to a sum: the balances, credits taken off. */
const SELECTION: ListSelection<FeeRow> = {
  sum: rows =>
    sumWords(
      rows.length,
      rows.reduce((sum, row) => sum + row.balanceCents, 0),
    ),
  actions: (rows, clear) => <FeeSelection rows={rows} clear={clear} />,
}

/** Every fee, searched and filtered, and all that the office does with them. */
export function FeesTab() {
  return (
    <OfficeAsks>
      <FeeList />
    </OfficeAsks>
  )
}

function FeeList() {
  const ask = useOfficeAsk()
  const may = useMay()
  const { params } = useAddress()
  const filter = useMemo(() => feeFilterOf(params), [params])
  const list = useRows('fees.list', filter)
  const onExport = useExportList('fees', filter)
  const categories = useQuery(categoryChoices)
  const locations = useQuery(locationChoices)
  const fields = useMemo(
    () =>
      feeFields(
        (categories.data?.items ?? []).map(category => category.title),
        (locations.data?.items ?? []).map(location => location.abbreviation ?? location.name),
      ),
    [categories.data, locations.data],
  )
  const takePayment = useTakePayment()
  // A payment for the active row, or for the open story.
  const rowKeys = useMemo(() => ({ p: (fee: FeeRow) => takePayment([fee]) }), [takePayment])
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Fees"
          summary={summaryOf(list.total, list.rows, list.outline?.sums ?? null)}
          fields={fields}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={feeId}
          selection={SELECTION}
          rowKeys={rowKeys}
          actions={
            may('fees.create') ? (
              <Button onClick={() => ask({ kind: 'charge', student: null })}>Charge a fee</Button>
            ) : null
          }
          onExport={onExport}
          empty={
            <EmptyFirst title="No fees yet" action={<ToOverview />}>
              Fees come in from your systems when a task runs: start one on the Overview with Run now. Or charge one
              here.
            </EmptyFirst>
          }
        />
      }
      panel={openId === undefined ? null : <FeePanel key={openId} id={openId} />}
    />
  )
}

function DueDay({ fee }: { fee: FeeRow }) {
  return (
    <>
      {dayWords(fee.dueOn)}
      {fee.overdue ? <span className="fb-overdue"> overdue</span> : null}
    </>
  )
}

/** How many fees the filter holds and what is owed on them, once that is counted. */
function summaryOf(total: number | null, rows: readonly FeeRow[], sums: FeeSums | null): string {
  if (sums !== null && total !== null) return sumWords(total, sums.balanceCents)
  return total === null ? `${countWords(rows.length, 'fee')} loaded, more below` : countWords(total, 'fee')
}

/** `12 fees, $340.00`: fees with the sum of their balances, a credit in words. */
function sumWords(count: number, balanceCents: number): string {
  return `${countWords(count, 'fee')}, ${balanceWords(balanceCents)}`
}
