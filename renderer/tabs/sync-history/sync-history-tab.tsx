import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { CallRequest } from '../../../contract/calls.ts'
import { RUN_OUTCOMES, type RunRow } from '../../../contract/rows/run.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useRows } from '../../api/listing.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { outcomeWords, runName } from '../../format/run-words.ts'
import { durationWords } from '../../format/time.ts'
import { outcomeTone } from '../../format/tones.ts'
import { OPEN, setParams, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import type { FilterField } from '../../ui/filter-bar.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { RunPanel } from './run-panel.tsx'

const column = columnHelper<RunRow>()
const count = (id: 'added' | 'changed' | 'waived' | 'payments' | 'errors', header: string, size: number) =>
  column.accessor(row => row.counts[id], {
    id,
    header,
    size,
    meta: { align: 'end' },
    cell: context => countDigits(context.getValue()),
  })

const COLUMNS = column.columns([
  column.accessor('startedAt', { header: 'Started', size: 163, cell: context => <Moment at={context.getValue()} /> }),
  column.accessor(runName, { id: 'task', header: 'Task', size: 112, meta: { grow: true } }),
  column.accessor('outcome', {
    header: 'Outcome',
    size: 165,
    cell: context => <StateBadge tone={outcomeTone(context.getValue())} words={outcomeWords(context.getValue())} />,
  }),
  column.display({
    id: 'details',
    header: () => <span className="fb-hidden">Details</span>,
    size: 118,
    cell: context => <ViewDetails run={context.row.original} />,
  }),
  column.accessor(row => row.counts.pulled, {
    id: 'pulled',
    header: 'Pulled',
    size: 70,
    meta: { align: 'end' },
    cell: context => countDigits(context.getValue()),
  }),
  count('added', 'Added', 66),
  count('payments', 'Payments', 94),
  count('errors', 'Errors', 66),
  count('changed', 'Changed', 89),
  count('waived', 'Waived', 80),
  column.accessor('durationMs', {
    header: 'Took',
    size: 72,
    meta: { align: 'end' },
    cell: context => (context.row.original.outcome === 'running' ? '–' : durationWords(context.getValue())),
  }),
])
const runId = (row: RunRow) => row.runId

const FIELDS: readonly FilterField[] = [
  {
    key: 'outcome',
    label: 'Outcome',
    kind: 'choice',
    any: 'any',
    options: RUN_OUTCOMES.map(outcome => ({ value: outcome, words: outcomeWords(outcome) })),
  },
]

/** Every run, whether it went well or not. */
export function SyncHistoryTab() {
  const { params } = useAddress()
  const filter = useMemo(() => runFilterOf(params), [params])
  const list = useRows('runs.list', filter)
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Sync History"
          summary={`${countWords(list.rows.length, 'run')}${list.hasMore ? ' loaded, more below' : ''}`}
          fields={FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={runId}
          empty={
            <EmptyFirst title="No runs yet">
              Every run of a task is kept here with all that it did. Start the first one on the Overview with Run now.
            </EmptyFirst>
          }
        />
      }
      panel={openId === undefined ? null : <RunPanel key={openId} id={openId} />}
    />
  )
}

/** The row's own button, as the guide names it. The keyboard's way is Enter on the row, so it is no further tab stop. */
function ViewDetails({ run }: { run: RunRow }) {
  return (
    <Button variant="subtle" size="compact-sm" tabIndex={-1} onClick={() => setParams({ [OPEN]: run.runId }, 'push')}>
      View Details
    </Button>
  )
}

function runFilterOf(params: Readonly<Record<string, string>>): Pick<CallRequest<'runs.list'>, 'outcome'> {
  const outcome = RUN_OUTCOMES.find(each => each === params.outcome)
  return outcome === undefined ? {} : { outcome }
}
