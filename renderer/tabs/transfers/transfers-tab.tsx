import { useMemo } from 'react'
import type { CallRequest } from '../../../contract/calls.ts'
import { formatMoney } from '../../../contract/money.ts'
import { DELIVERY_STATES, type TransferRow } from '../../../contract/rows/fee.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useRows } from '../../api/listing.ts'
import { countWords } from '../../format/count.ts'
import { deliveryTone } from '../../format/tones.ts'
import { transferKindWords, transferStateWords } from '../../format/transfer-words.ts'
import { TransferButtons } from '../../office/transfer-buttons.tsx'
import { NextTry } from '../../office/transfer-line.tsx'
import { OPEN, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import type { FilterField } from '../../ui/filter-bar.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import type { ListSelection } from '../../ui/selection.ts'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { TransferPanel } from './transfer-panel.tsx'

const column = columnHelper<TransferRow>()
const COLUMNS = column.columns([
  column.accessor('madeAt', { header: 'Entered', size: 150, cell: context => <Moment at={context.getValue()} /> }),
  column.accessor(row => row.student ?? '(no student)', {
    id: 'student',
    header: 'Student',
    size: 150,
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('fee', {
    header: 'Fee',
    size: 170,
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor(transferKindWords, { id: 'kind', header: 'What', size: 112 }),
  column.accessor('amountCents', {
    header: 'Amount',
    size: 112,
    meta: { align: 'end' },
    cell: context => formatMoney(Math.abs(context.getValue())),
  }),
  column.accessor('state', {
    header: 'State',
    size: 142,
    cell: context => (
      <StateBadge tone={deliveryTone(context.getValue())} words={transferStateWords(context.getValue())} />
    ),
  }),
  column.accessor(row => row.reason ?? '', {
    id: 'reason',
    header: 'Reason',
    size: 260,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue() === '' ? '–' : context.getValue()}</span>,
  }),
  column.accessor('attempts', { header: 'Attempts', size: 88, meta: { align: 'end' } }),
  column.accessor('nextAt', {
    header: 'Next try',
    size: 130,
    cell: context => {
      const at = context.getValue()
      return at === null ? '–' : <NextTry at={at} />
    },
  }),
  column.accessor('settledAt', {
    header: 'Settled',
    size: 150,
    meta: { hidden: true },
    cell: context => <Moment at={context.getValue()} />,
  }),
  column.accessor('reference', {
    header: 'Reference',
    size: 220,
    meta: { hidden: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
])
const transferId = (row: TransferRow) => row.id

const SELECTION: ListSelection<TransferRow> = {
  sum: rows => sumWords(rows),
  actions: (rows, clear) => <TransferButtons transfers={rows} place="panel" onDone={clear} />,
}

const FIELDS: readonly FilterField[] = [
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    any: 'not settled',
    options: DELIVERY_STATES.map(state => ({ value: state, words: transferStateWords(state).toLowerCase() })),
  },
]

/** What is on its way to other systems, what waits and why, and what became of the rest. */
export function TransfersTab() {
  const { params } = useAddress()
  const filter = useMemo(() => transferFilterOf(params), [params])
  const list = useRows('outbox.list', filter)
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Transfers"
          summary={`${countWords(list.total ?? list.rows.length, 'transfer')}${list.total === null && list.hasMore ? ' loaded, more below' : ''}`}
          fields={FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={transferId}
          selection={SELECTION}
          empty={
            <EmptyFirst title="Nothing is on its way">
              Payments, refunds and corrections made here go to the system that the fee came from. What waits, is held
              back or failed is listed here until it has arrived; choose another state to see what became of the rest.
            </EmptyFirst>
          }
        />
      }
      panel={
        openId === undefined ? null : (
          <TransferPanel key={openId} id={openId} listed={list.rows.find(row => row.id === openId)} />
        )
      }
    />
  )
}

/** What is not settled is listed as it goes out, the rest as it was made, the latest first. */
function transferFilterOf(
  params: Readonly<Record<string, string>>,
): Pick<CallRequest<'outbox.list'>, 'state' | 'newest'> {
  const state = DELIVERY_STATES.find(each => each === params.state)
  return state === undefined ? {} : { state, newest: true }
}

function sumWords(rows: readonly TransferRow[]): string {
  const cents = rows.reduce((sum, row) => sum + Math.abs(row.amountCents), 0)
  return `${countWords(rows.length, 'transfer')}, ${formatMoney(cents)}`
}
