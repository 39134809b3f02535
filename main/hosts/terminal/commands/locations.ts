import type { LocationRow } from '../../../../contract/rows/reference.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import { type Column, listingTable, textTable } from '../text-table.ts'

const columns: readonly Column<LocationRow>[] = [
  { head: 'LOCATION', of: row => row.id },
  { head: 'NAME', of: row => row.name },
  { head: 'ABBREVIATION', of: row => row.abbreviation },
  { head: 'FROM', of: row => row.system },
  { head: 'ARCHIVED', of: row => (row.archived ? 'yes' : 'no') },
]
const words = (row: LocationRow): string => textTable([row], columns, '')

export const listLocations = calling('locations.list', {
  request: input => input.page(),
  words: listing => listingTable(listing, columns, 'There are no locations yet.'),
})

export const addLocation = calling('locations.add', {
  request: input => ({ name: input.text('name') ?? '', ...given({ abbreviation: input.emptiable('abbreviation') }) }),
  words,
})

export const setLocation = calling('locations.set', {
  request: input => ({
    id: input.operand('ID'),
    ...given({ name: input.text('name'), abbreviation: input.emptiable('abbreviation'), archived: input.archived() }),
  }),
  words,
})
