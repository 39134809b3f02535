import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { CategoryRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useWhyNot } from '../../api/may.ts'
import { categoriesQuery, useSetCategory } from '../../api/reference.ts'
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
import { CategoryDialog } from './category-dialog.tsx'
import { CategoryPanel } from './category-panel.tsx'
import { CategoryRemoval } from './category-removal.tsx'
import { RebuildCard } from './rebuild-card.tsx'

const column = columnHelper<CategoryRow>()
const COLUMNS = column.columns([
  column.accessor('title', {
    header: 'Title',
    size: 260,
    meta: { sort: sortHere('title') },
    cell: context => <Title category={context.row.original} />,
  }),
  column.accessor(row => row.description ?? '', {
    id: 'description',
    header: 'Description',
    size: 300,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.accessor(row => SYSTEM_NAMES[row.system], {
    id: 'system',
    header: 'From',
    size: 120,
    meta: { sort: sortHere('system') },
  }),
  column.display({
    id: 'actions',
    header: () => <span className="fb-hidden">Actions</span>,
    size: 160,
    meta: { label: 'Edit and Delete' },
    cell: context => <CategoryButtons category={context.row.original} />,
  }),
])
const categoryId = (row: CategoryRow) => row.id

/** What is open in front of the list: a new category, one that is edited, or one that shall go. */
type Front = { kind: 'add' } | { kind: 'edit' | 'remove'; category: CategoryRow } | null

/** What fees are for. Those of Incident IQ are read-only; those of the ledger's own are added, edited and deleted here. */
export function ItemCategoriesTab() {
  const { params } = useAddress()
  const why = useWhyNot()('reference.change')
  const query = useQuery(categoriesQuery)
  const [front, setFront] = useState<Front>(null)
  const restore = useSetCategory()
  const all = query.data ?? []
  const rows = useMemo(
    () => fittingRows(query.data ?? [], params, row => [row.title, row.description]),
    [query.data, params],
  )
  const show = (kind: 'edit' | 'remove') => (id: string) => {
    const category = all.find(each => each.id === id)
    if (category !== undefined) setFront({ kind, category })
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
      Add New Item Category
    </AllowedButton>
  )
  return (
    <RowActionsProvider actions={actions} why={why}>
      <ListWithPanel
        list={
          <ListFrame
            title="Item Categories"
            summary={countWords(rows.length, 'item category', 'item categories')}
            actions={addButton}
            lead={<RebuildCard />}
            fields={OWNED_FIELDS}
            list={wholeRows(rows, query)}
            errorSentence={sentenceOf(query.error)}
            columns={COLUMNS}
            rowId={categoryId}
            empty={
              <EmptyFirst
                title={all.length === 0 ? 'No item categories yet' : 'No item category is in use'}
                action={addButton}
              >
                Item categories say what fees are for: course fees, library fines, device insurance, athletics. Those of
                Incident IQ come in with a run; your own are added here.
              </EmptyFirst>
            }
          />
        }
        panel={open === undefined ? null : <CategoryPanel key={open.id} category={open} />}
      />
      <InFront front={front} onClose={() => setFront(null)} />
    </RowActionsProvider>
  )
}

function InFront({ front, onClose }: { front: Front; onClose: () => void }) {
  if (front === null) return null
  if (front.kind === 'add') return <CategoryDialog category={null} onClose={onClose} />
  return front.kind === 'edit' ? (
    <CategoryDialog category={front.category} onClose={onClose} />
  ) : (
    <CategoryRemoval category={front.category} onClose={onClose} />
  )
}

function Title({ category }: { category: CategoryRow }) {
  return (
    <span title={category.title}>
      {category.title}
      {category.archived ? <span className="fb-soft"> archived</span> : null}
    </span>
  )
}

function CategoryButtons({ category }: { category: CategoryRow }) {
  if (category.system !== 'feebridge') return <span className="fb-soft">kept in {SYSTEM_NAMES[category.system]}</span>
  return <RowButtons row={{ id: category.id, name: category.title, offers: offersOf(category) }} />
}
