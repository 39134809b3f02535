import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CallRequest } from '../../../contract/calls.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useExportList } from '../../api/export-list.ts'
import { useRows } from '../../api/listing.ts'
import { gateQuery } from '../../api/office.ts'
import { countWords } from '../../format/count.ts'
import { hashOf, OPEN, useAddress } from '../../ui/address.ts'
import type { FilterField } from '../../ui/filter-bar.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import type { ListSelection } from '../../ui/selection.ts'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { ErrorActions } from './error-actions.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { ErrorSelection } from './error-selection.tsx'
import { ErrorStateBadge } from './error-state-badge.tsx'

type ErrorsState = NonNullable<CallRequest<'errors.list'>['state']>

const STATES = ['open', 'resolved', 'ignored', 'all'] as const satisfies readonly ErrorsState[]
const column = columnHelper<SyncErrorRow>()

const WHAT = [
  column.accessor('openedAt', { header: 'Since', size: 160, cell: context => <Moment at={context.getValue()} /> }),
  column.accessor('message', {
    header: 'What is wrong',
    size: 400,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
]
const REMEDY = column.accessor('remedy', {
  header: 'What to do',
  size: 250,
  cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
})
/** Of a line item transfer that failed: how often it was tried, and when it is tried next. */
const TRIES = [
  column.accessor(row => row.transfer?.attempts ?? null, {
    id: 'attempts',
    header: 'Attempts',
    size: 92,
    meta: { align: 'end' },
    cell: context => context.getValue() ?? '–',
  }),
  column.accessor(row => row.transfer?.nextAt ?? null, {
    id: 'nextAt',
    header: 'Next try',
    size: 130,
    cell: ({ row: { original } }) =>
      original.transfer === null ? '–' : <Moment at={original.transfer.nextAt} none="not by itself" />,
  }),
]
const STATE = column.accessor('state', {
  header: 'State',
  size: 105,
  cell: context => <ErrorStateBadge state={context.getValue()} />,
})
const SYSTEM = column.accessor('system', {
  header: 'System',
  size: 108,
  cell: context => SYSTEM_NAMES[context.getValue()],
})

/** Open errors have their actions on the row; closed ones say who closed them, and when. */
const OPEN_COLUMNS = column.columns([
  ...WHAT,
  column.display({
    id: 'actions',
    header: 'Action',
    size: 312,
    cell: context => <ErrorActions error={context.row.original} place="row" />,
  }),
  ...TRIES,
  REMEDY,
  SYSTEM,
])
const CLOSED_COLUMNS = column.columns([
  ...WHAT,
  STATE,
  column.accessor('closedAt', { header: 'Closed', size: 160, cell: context => <Moment at={context.getValue()} /> }),
  column.accessor('closedBy', { header: 'Closed by', size: 140, cell: context => context.getValue() ?? '–' }),
  REMEDY,
  SYSTEM,
])
const errorId = (row: SyncErrorRow) => row.id

const SELECTION: ListSelection<SyncErrorRow> = {
  sum: rows => countWords(rows.length, 'error'),
  actions: (rows, clear) => <ErrorSelection rows={rows} onDone={clear} />,
}

const FIELDS: readonly FilterField[] = [
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    any: 'open',
    options: [
      { value: 'resolved', words: 'resolved' },
      { value: 'ignored', words: 'ignored' },
      { value: 'all', words: 'all' },
    ],
  },
]

/** What a person must look at, each with its way out. */
export function ErrorsTab() {
  const { params } = useAddress()
  const state = STATES.find(each => each === params.state) ?? 'open'
  const filter = useMemo(() => ({ state }), [state])
  const list = useRows('errors.list', filter)
  const onExport = useExportList('errors', filter)
  const openId = params[OPEN]
  const count = `${countWords(list.total ?? list.rows.length, state === 'open' ? 'open error' : 'error')}${list.total === null && list.hasMore ? ' loaded, more below' : ''}`
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Errors"
          name={state === 'open' ? 'Errors' : 'Closed errors'}
          summary={count}
          lead={state === 'open' ? <OpenTransfers /> : null}
          fields={FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={state === 'open' ? OPEN_COLUMNS : CLOSED_COLUMNS}
          rowId={errorId}
          selection={SELECTION}
          onExport={onExport}
          empty={
            <EmptyFirst title="No errors: all is in step">
              Here you can view failed line item transfers between your systems and Feebridge, each with what is wrong
              and what to do. An error goes away when it is resolved, ignored, or overtaken by a later success.
            </EmptyFirst>
          }
        />
      }
      panel={
        openId === undefined ? null : (
          <ErrorPanel key={openId} id={openId} listed={list.rows.find(row => row.id === openId)} />
        )
      }
    />
  )
}

/** Transfers that are no error, because they go by themselves: told here too, where one looks for what did not arrive. */
function OpenTransfers() {
  const gate = useQuery(gateQuery)
  if (gate.data === undefined) return null
  const { waiting, unknown, held } = gate.data
  const heldCount = held.reduce((sum, { count }) => sum + count, 0)
  const parts = [
    waiting + unknown === 0
      ? ''
      : `${countWords(waiting + unknown, 'transfer')} tried by ${waiting + unknown === 1 ? 'itself' : 'themselves'}`,
    heldCount === 0 ? '' : `${countWords(heldCount, 'transfer')} held back`,
  ].filter(part => part !== '')
  if (parts.length === 0) return null
  return (
    <p className="fb-lead">
      Not errors, but not arrived either: {parts.join(', ')}. <a href={hashOf('transfers')}>Open Transfers</a>
    </p>
  )
}
