import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { formatMoney } from '../../../contract/money.ts'
import type { ItemTypeRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useWhyNot } from '../../api/may.ts'
import { itemTypesQuery, useSetItemType } from '../../api/reference.ts'
import { countWords } from '../../format/count.ts'
import { OPEN, useAddress } from '../../ui/address.ts'
import { AllowedButton } from '../../ui/allowed-button.tsx'
import { ListFrame } from '../../ui/list-frame.tsx'
import { notify } from '../../ui/notices.tsx'
import { fittingRows, OWNED_FIELDS, offersOf } from '../../ui/own-rows.ts'
import { RowActionsProvider, RowButtons } from '../../ui/row-actions.tsx'
import { ListWithPanel } from '../../ui/side-panel.tsx'
import { EmptyFirst } from '../../ui/states.tsx'
import { columnHelper, sortHere } from '../../ui/table-columns.ts'
import { wholeRows } from '../../ui/table-rows.ts'
import { ItemTypeDialog } from './item-type-dialog.tsx'
import { ItemTypePanel } from './item-type-panel.tsx'
import { ItemTypeRemoval } from './item-type-removal.tsx'
import { RebuildNote } from './rebuild-note.tsx'

const column = columnHelper<ItemTypeRow>()
const COLUMNS = column.columns([
  column.accessor('sku', {
    header: 'Sku',
    size: 135,
    meta: { sort: sortHere('sku') },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('title', {
    header: 'Title',
    size: 180,
    meta: { grow: true, sort: sortHere('title') },
    cell: context => <Title itemType={context.row.original} />,
  }),
  column.accessor(row => row.category ?? '–', {
    id: 'category',
    header: 'Category',
    size: 135,
    meta: { sort: sortHere('category') },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor('type', { header: 'Type', size: 100, meta: { sort: sortHere('type') } }),
  column.accessor(row => row.defaultAmountCents ?? -1, {
    id: 'defaultAmount',
    header: 'Default amount',
    size: 160,
    meta: { align: 'end', sort: sortHere('defaultAmount', 'descending') },
    cell: context => (context.getValue() < 0 ? '–' : formatMoney(context.getValue())),
  }),
  column.accessor(row => row.glCode ?? '', {
    id: 'glCode',
    header: 'GL code',
    size: 105,
    meta: { sort: sortHere('glCode') },
    cell: context => (context.getValue() === '' ? '–' : context.getValue()),
  }),
  column.accessor(row => SYSTEM_NAMES[row.system], {
    id: 'system',
    header: 'From',
    size: 110,
    meta: { sort: sortHere('system') },
  }),
  column.display({
    id: 'actions',
    header: () => <span className="fb-hidden">Actions</span>,
    size: 135,
    meta: { label: 'Edit and Delete' },
    cell: context => <ItemTypeButtons itemType={context.row.original} />,
  }),
  column.accessor(row => row.description ?? '', {
    id: 'description',
    header: 'Description',
    size: 260,
    meta: { hidden: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
])
const itemTypeId = (row: ItemTypeRow) => row.id

/** What is open in front of the list: a new item type, one that is edited, or one that shall go. */
type Front = { kind: 'add' } | { kind: 'edit' | 'remove'; itemType: ItemTypeRow } | null

/** What can be charged, paid and adjusted. Those of Incident IQ are read-only but for the GL code; those of the ledger's own are kept here. */
export function ItemTypesTab() {
  const { params } = useAddress()
  const why = useWhyNot()('reference.change')
  const query = useQuery(itemTypesQuery)
  const [front, setFront] = useState<Front>(null)
  const restore = useSetItemType()
  const all = query.data ?? []
  const rows = useMemo(
    () => fittingRows(query.data ?? [], params, row => [row.sku, row.title, row.description, row.category, row.glCode]),
    [query.data, params],
  )
  const show = (kind: 'edit' | 'remove') => (id: string) => {
    const itemType = all.find(each => each.id === id)
    if (itemType !== undefined) setFront({ kind, itemType })
  }
  const actions = {
    edit: show('edit'),
    remove: show('remove'),
    restore: (id: string) =>
      restore.mutate(
        { id, archived: false },
        {
          onSuccess: ({ title }) => notify('good', `Restored ${title}.`),
          onError: error => notify('bad', sentenceOf(error)),
        },
      ),
  }
  const open = all.find(row => row.id === params[OPEN])
  const addButton = (
    <AllowedButton why={why} onClick={() => setFront({ kind: 'add' })}>
      Add New Item Type
    </AllowedButton>
  )
  return (
    <RowActionsProvider actions={actions} why={why}>
      <ListWithPanel
        list={
          <ListFrame
            title="Item Types"
            summary={countWords(rows.length, 'item type')}
            actions={addButton}
            lead={<RebuildNote />}
            fields={OWNED_FIELDS}
            list={wholeRows(rows, query)}
            errorSentence={sentenceOf(query.error)}
            columns={COLUMNS}
            rowId={itemTypeId}
            empty={
              <EmptyFirst title={all.length === 0 ? 'No item types yet' : 'No item type is in use'} action={addButton}>
                Item types say what can be charged within a category: a late book, a cracked screen. Those of Incident
                IQ come in with a run; your own are added here.
              </EmptyFirst>
            }
          />
        }
        panel={open === undefined ? null : <ItemTypePanel key={open.id} itemType={open} />}
      />
      <InFront front={front} onClose={() => setFront(null)} />
    </RowActionsProvider>
  )
}

function InFront({ front, onClose }: { front: Front; onClose: () => void }) {
  if (front === null) return null
  if (front.kind === 'add') return <ItemTypeDialog itemType={null} onClose={onClose} />
  return front.kind === 'edit' ? (
    <ItemTypeDialog itemType={front.itemType} onClose={onClose} />
  ) : (
    <ItemTypeRemoval itemType={front.itemType} onClose={onClose} />
  )
}

function Title({ itemType }: { itemType: ItemTypeRow }) {
  return (
    <span title={itemType.title}>
      {itemType.title}
      {itemType.archived ? <span className="fb-soft"> archived</span> : null}
    </span>
  )
}

function ItemTypeButtons({ itemType }: { itemType: ItemTypeRow }) {
  return <RowButtons row={{ id: itemType.id, name: itemType.title, offers: offersOf(itemType, true) }} />
}
