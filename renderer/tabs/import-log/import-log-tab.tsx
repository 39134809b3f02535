import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useExportList } from '../../api/export-list.ts'
import { importCauses, importIndexQuery, useReprocess } from '../../api/imports.ts'
import { useRows } from '../../api/listing.ts'
import { countDigits, countWords } from '../../format/count.ts'
import { slugWords } from '../../format/slug-words.ts'
import { importTone } from '../../format/tones.ts'
import { OPEN, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import type { ListSelection } from '../../ui/selection.ts'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst, ToOverview } from '../../ui/states.tsx'
import { columnHelper, sortAs } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { CausesMenu } from './causes-menu.tsx'
import { ImportActions } from './import-actions.tsx'
import { selectionWords } from './import-choices.ts'
import { IMPORT_FIELDS, importFilterOf } from './import-filters.ts'
import { ImportPanel } from './import-panel.tsx'

const column = columnHelper<ImportRow>()
const COLUMNS = column.columns([
  column.accessor('receivedAt', {
    header: 'Imported',
    size: 175,
    meta: { sort: sortAs('oldest', null, 'descending') },
    cell: context => <Moment at={context.getValue()} />,
  }),
  column.accessor('status', {
    header: 'Status',
    size: 140,
    cell: context => <StateBadge tone={importTone(context.getValue())} words={context.getValue()} />,
  }),
  column.accessor('message', {
    header: 'Message',
    size: 280,
    meta: { grow: true },
    cell: context => <span title={context.getValue() ?? ''}>{context.getValue() ?? '–'}</span>,
  }),
  column.accessor('kind', { header: 'Kind', size: 100, cell: context => slugWords(context.getValue()) }),
  column.accessor('externalId', {
    header: 'External id',
    size: 165,
    cell: context => <span title={context.getValue() ?? ''}>{context.getValue() ?? '–'}</span>,
  }),
  column.accessor('cause', {
    header: 'Cause',
    size: 150,
    meta: { hidden: true },
    cell: context => slugWords(context.getValue() ?? '–'),
  }),
  column.accessor('system', {
    header: 'System',
    size: 110,
    meta: { hidden: true },
    cell: context => SYSTEM_NAMES[context.getValue()],
  }),
])
const importId = (row: ImportRow) => row.id

const SELECTION: ListSelection<ImportRow> = {
  sum: selectionWords,
  actions: (rows, clear) => <ImportActions rows={rows} onDone={clear} />,
}

/** Every raw record that was pulled, word for word, with what became of it. */
export function ImportLogTab() {
  const { params } = useAddress()
  const filter = useMemo(() => importFilterOf(params), [params])
  const list = useRows('imports.list', filter)
  const onExport = useExportList('imports', filter)
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Import Log"
          summary={
            list.total === null
              ? `${countWords(list.rows.length, 'import')}${list.hasMore ? ' loaded, more below' : ''}`
              : countWords(list.total, 'import')
          }
          actions={
            <>
              <IndexNote searching={params.raw !== undefined} />
              {params.cause === undefined ? <CausesMenu /> : <ReprocessCause cause={params.cause} />}
            </>
          }
          fields={IMPORT_FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={importId}
          selection={SELECTION}
          onExport={onExport}
          empty={
            <EmptyFirst title="No imports yet" action={<ToOverview />}>
              Each record that a system sends is kept here word for word, with what became of it. Run a task on the
              Overview to bring the first ones in.
            </EmptyFirst>
          }
        />
      }
      panel={openId === undefined ? null : <ImportPanel key={openId} id={openId} />}
    />
  )
}

/** Until the index of raw values is whole, says why a search takes longer. */
function IndexNote({ searching }: { searching: boolean }) {
  const index = useQuery({ ...importIndexQuery, enabled: searching })
  if (!searching || index.data === undefined || index.data.indexed >= index.data.total) return null
  const percent = Math.floor((100 * index.data.indexed) / index.data.total)
  return <span className="fb-soft">Searching is slower until all raw values are indexed ({percent} % so far)</span>
}

/** With the list filtered by a cause its imports are tried again together; the button says how many. */
function ReprocessCause({ cause }: { cause: string }) {
  const causes = useQuery(importCauses)
  const reprocess = useReprocess()
  const counted = (causes.data?.items ?? []).filter(
    item => item.cause === cause && (item.status === 'Error' || item.status === 'Ignored'),
  )
  const count = counted.reduce((sum, item) => sum + item.count, 0)
  if (count === 0) return null
  return (
    <Button loading={reprocess.isPending} onClick={() => reprocess.mutate({ cause })}>
      Reprocess {count === 1 ? 'the 1' : `all ${countDigits(count)}`} with: {slugWords(cause)}
    </Button>
  )
}
