import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { CallRequest } from '../../../contract/calls.ts'
import { RUN_OUTCOMES, type RunCounts, type RunRow } from '../../../contract/rows/run.ts'
import { TASK_IDS, TASKS } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useExportList } from '../../api/export-list.ts'
import { useRows } from '../../api/listing.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { outcomeWords, runName, triggerWords } from '../../format/run-words.ts'
import { durationWords } from '../../format/time.ts'
import { outcomeTone } from '../../format/tones.ts'
import { OPEN, setParams, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import type { FilterField } from '../../ui/filter-bar.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst, ToOverview } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { RunPanel } from './run-panel.tsx'

const column = columnHelper<RunRow>()
const count = (id: keyof RunCounts, header: string, { size, hidden = false }: { size: number; hidden?: boolean }) =>
  column.accessor(row => row.counts[id], {
    id,
    header,
    size,
    meta: { align: 'end', hidden },
    cell: context => countDigits(context.getValue()),
  })

const COLUMNS = column.columns([
  column.accessor('startedAt', { header: 'Started', size: 163, cell: context => <Moment at={context.getValue()} /> }),
  column.accessor(runName, { id: 'task', header: 'Task', size: 128, meta: { grow: true } }),
  column.accessor('outcome', {
    header: 'Outcome',
    size: 182,
    cell: context => <StateBadge tone={outcomeTone(context.getValue())} words={outcomeWords(context.getValue())} />,
  }),
  column.display({
    id: 'details',
    header: () => <span className="fb-hidden">Details</span>,
    size: 118,
    cell: context => <ViewDetails run={context.row.original} />,
  }),
  count('pulled', 'Pulled', { size: 70 }),
  count('added', 'Added', { size: 66 }),
  count('payments', 'Payments', { size: 94 }),
  count('errors', 'Errors', { size: 66 }),
  count('changed', 'Changed', { size: 89 }),
  count('waived', 'Waived', { size: 80 }),
  count('voided', 'Voided', { size: 80, hidden: true }),
  count('ignored', 'Ignored', { size: 80, hidden: true }),
  count('delivered', 'Delivered', { size: 92, hidden: true }),
  column.accessor('durationMs', {
    header: 'Took',
    size: 72,
    meta: { align: 'end' },
    cell: context => (context.row.original.outcome === 'running' ? '–' : durationWords(context.getValue())),
  }),
  column.accessor('trigger', {
    header: 'Started by',
    size: 190,
    cell: context => triggerWords(context.getValue()),
  }),
  column.accessor('message', {
    header: 'How it ended',
    size: 260,
    cell: context => <span title={context.getValue() ?? ''}>{context.getValue() ?? '–'}</span>,
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
  {
    key: 'task',
    label: 'Task',
    kind: 'choice',
    any: 'any',
    options: TASK_IDS.map(task => ({ value: task, words: TASKS[task].name })),
  },
]

/** Every run, whether it went well or not. */
export function SyncHistoryTab() {
  const { params } = useAddress()
  const filter = useMemo(() => runFilterOf(params), [params])
  const list = useRows('runs.list', filter)
  const onExport = useExportList('runs', filter)
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Sync History"
          summary={`${countWords(list.total ?? list.rows.length, 'run')}${list.total === null && list.hasMore ? ' loaded, more below' : ''}`}
          fields={FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={runId}
          onExport={onExport}
          empty={
            <EmptyFirst title="No runs yet" action={<ToOverview />}>
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

function runFilterOf(params: Readonly<Record<string, string>>): Pick<CallRequest<'runs.list'>, 'outcome' | 'task'> {
  const outcome = RUN_OUTCOMES.find(each => each === params.outcome)
  const task = TASK_IDS.find(each => each === params.task)
  return { ...(outcome === undefined ? {} : { outcome }), ...(task === undefined ? {} : { task }) }
}
