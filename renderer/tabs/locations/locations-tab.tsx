import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { LocationRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { useWhyNot } from '../../api/may.ts'
import { locationsQuery, useSetLocation } from '../../api/reference.ts'
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
import { LocationDialog } from './location-dialog.tsx'
import { LocationPanel } from './location-panel.tsx'
import { LocationRemoval } from './location-removal.tsx'
import { NearMissNotes } from './near-miss-notes.tsx'
import { knownAs, nearMisses } from './near-misses.ts'

/** A location with the names under which systems know it: `Incident IQ as “Riverside High”`. */
interface ListedLocation extends LocationRow {
  known: string
}

const column = columnHelper<ListedLocation>()
const COLUMNS = column.columns([
  column.accessor('name', {
    header: 'Name',
    size: 260,
    meta: { sort: sortHere('name') },
    cell: context => <Name location={context.row.original} />,
  }),
  column.accessor(row => row.abbreviation ?? '', {
    id: 'abbreviation',
    header: 'Abbreviation',
    size: 140,
    meta: { sort: sortHere('abbreviation') },
    cell: context =>
      context.getValue() === '' ? <span className="fb-soft">none</span> : <code>{context.getValue()}</code>,
  }),
  column.accessor('known', {
    header: 'Known to',
    size: 320,
    meta: { grow: true },
    cell: context => <span title={context.getValue()}>{context.getValue()}</span>,
  }),
  column.display({
    id: 'actions',
    header: () => <span className="fb-hidden">Actions</span>,
    size: 160,
    meta: { label: 'Edit and Delete' },
    cell: context => <LocationButtons location={context.row.original} />,
  }),
])
const locationId = (row: LocationRow) => row.id

/** What is open in front of the list: a new location, one that is edited, or one that shall go. */
type Front = { kind: 'add' } | { kind: 'edit' | 'remove'; location: LocationRow } | null

/** Schools and offices, with the abbreviation by which other systems are matched. */
export function LocationsTab() {
  const { params } = useAddress()
  const why = useWhyNot()('reference.change')
  const query = useQuery(locationsQuery)
  const [front, setFront] = useState<Front>(null)
  const restore = useSetLocation()
  const all = useMemo(() => listed(query.data ?? []), [query.data])
  const misses = useMemo(() => nearMisses(all), [all])
  const rows = useMemo(() => fittingRows(all, params, row => [row.name, row.abbreviation, row.known]), [all, params])
  const show = (kind: 'edit' | 'remove') => (id: string) => {
    const location = all.find(each => each.id === id)
    if (location !== undefined) setFront({ kind, location })
  }
  const actions = {
    edit: show('edit'),
    remove: show('remove'),
    restore: (id: string) =>
      restore.mutate(
        { id, archived: false },
        {
          onSuccess: ({ name }) => notify('good', `Restored ${name}.`),
          onError: error => notify('bad', sentenceOf(error)),
        },
      ),
  }
  const open = all.find(row => row.id === params[OPEN])
  const addButton = (
    <AllowedButton why={why} onClick={() => setFront({ kind: 'add' })}>
      Add New Location
    </AllowedButton>
  )
  return (
    <RowActionsProvider actions={actions} why={why}>
      <ListWithPanel
        list={
          <ListFrame
            title="Locations"
            summary={countWords(rows.length, 'location')}
            actions={addButton}
            lead={<NearMissNotes misses={misses} />}
            fields={OWNED_FIELDS}
            list={wholeRows(rows, query)}
            errorSentence={sentenceOf(query.error)}
            columns={COLUMNS}
            rowId={locationId}
            empty={
              <EmptyFirst title={all.length === 0 ? 'No locations yet' : 'No location is in use'} action={addButton}>
                Locations are schools and offices. Those of Incident IQ come in with a run; your own are added here. The
                abbreviation is what InTouch is matched by.
              </EmptyFirst>
            }
          />
        }
        panel={open === undefined ? null : <LocationPanel key={open.id} location={open} known={knownAs(open, all)} />}
      />
      <InFront front={front} onClose={() => setFront(null)} />
    </RowActionsProvider>
  )
}

function listed(rows: readonly LocationRow[]): ListedLocation[] {
  const known = (row: LocationRow) => knownAs(row, rows).map(each => `${SYSTEM_NAMES[each.system]} as “${each.name}”`)
  return rows.map(row => ({ ...row, known: known(row).join(', ') }))
}

function InFront({ front, onClose }: { front: Front; onClose: () => void }) {
  if (front === null) return null
  if (front.kind === 'add') return <LocationDialog location={null} onClose={onClose} />
  return front.kind === 'edit' ? (
    <LocationDialog location={front.location} onClose={onClose} />
  ) : (
    <LocationRemoval location={front.location} onClose={onClose} />
  )
}

function Name({ location }: { location: LocationRow }) {
  return (
    <span title={location.name}>
      {location.name}
      {location.archived ? <span className="fb-soft"> archived</span> : null}
    </span>
  )
}

function LocationButtons({ location }: { location: LocationRow }) {
  if (location.system !== 'feebridge') return <span className="fb-soft">kept in {SYSTEM_NAMES[location.system]}</span>
  return <RowButtons row={{ id: location.id, name: location.name, offers: offersOf(location) }} />
}
