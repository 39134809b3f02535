import { useMemo } from 'react'
import type { CallRequest } from '../../../contract/calls.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useRows } from '../../api/listing.ts'
import { countWords } from '../../format/count.ts'
import { OPEN, useAddress } from '../../ui/address.ts'
import type { FilterField } from '../../ui/filter-bar.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { ErrorPanel, ErrorState } from './error-panel.tsx'

const STATES = ['open', 'resolved', 'ignored', 'all'] as const
const column = columnHelper<SyncErrorRow>()
const COLUMNS = column.columns([
  column.accessor('openedAt', { header: 'Since', size: 160, cell: context => <Moment at={context.getValue()} /> }),
  column.accessor('state', { header: 'State', size: 105, cell: context => <ErrorState state={context.getValue()} /> }),
  column.accessor('system', { header: 'System', size: 108, cell: context => SYSTEM_NAMES[context.getValue()] }),
  column.accessor('message', {
    header: 'What is wrong',
    size: 400,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('remedy', {
    header: 'What to do',
    size: 250,
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
])
const errorId = (row: SyncErrorRow) => row.id

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
  const filter = useMemo(
    (): Pick<CallRequest<'errors.list'>, 'state'> => ({
      state: STATES.find(each => each === params.state) ?? 'open',
    }),
    [params],
  )
  const list = useRows('errors.list', filter)
  const openId = params[OPEN]
  const open = list.rows.find(row => row.id === openId)
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Errors"
          summary={`${countWords(list.rows.length, filter.state === 'open' ? 'open error' : 'error')}${list.hasMore ? ' loaded, more below' : ''}`}
          fields={FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={errorId}
          empty={
            <EmptyFirst title="No open errors">
              What a run could not do by itself is listed here with what is wrong and what to do. An error goes away
              when it is resolved, ignored, or overtaken by a later success.
            </EmptyFirst>
          }
        />
      }
      panel={open === undefined ? null : <ErrorPanel key={open.id} error={open} />}
    />
  )
}
