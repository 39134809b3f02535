import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImportRow } from '../../../contract/rows/import.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { importIndexQuery, useReprocess } from '../../api/imports.ts'
import { useRows } from '../../api/listing.ts'
import { countWords } from '../../format/count.ts'
import { slugWords } from '../../format/slug-words.ts'
import { importTone } from '../../format/tones.ts'
import { OPEN, useAddress } from '../../ui/address.ts'
import { StateBadge } from '../../ui/badge.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst } from '../../ui/states.tsx'
import { columnHelper } from '../../ui/table-columns.ts'
import { Moment } from '../../ui/zone.tsx'
import { IMPORT_FIELDS, importFilterOf } from './import-filters.ts'
import { ImportPanel } from './import-panel.tsx'

const column = columnHelper<ImportRow>()
const COLUMNS = column.columns([
  column.accessor('receivedAt', { header: 'Imported', size: 175, cell: context => <Moment at={context.getValue()} /> }),
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
])
const importId = (row: ImportRow) => row.id

/** Every raw record that was pulled, word for word, with what became of it. */
export function ImportLogTab() {
  const { params } = useAddress()
  const filter = useMemo(() => importFilterOf(params), [params])
  const list = useRows('imports.list', filter)
  const openId = params[OPEN]
  return (
    <ListWithPanel
      list={
        <ListFrame
          title="Import Log"
          summary={`${countWords(list.rows.length, 'import')}${list.hasMore ? ' loaded, more below' : ''}`}
          actions={
            <>
              <IndexNote searching={params.raw !== undefined} />
              <ReprocessCause cause={params.cause} />
            </>
          }
          fields={IMPORT_FIELDS}
          list={list}
          errorSentence={sentenceOf(list.error)}
          columns={COLUMNS}
          rowId={importId}
          empty={
            <EmptyFirst title="No imports yet">
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

function ReprocessCause({ cause }: { cause: string | undefined }) {
  const reprocess = useReprocess()
  if (cause === undefined) return null
  return (
    <Button loading={reprocess.isPending} onClick={() => reprocess.mutate({ cause })}>
      Reprocess all of cause “{slugWords(cause)}”
    </Button>
  )
}
