import type { CategoryRow } from '../../../../contract/rows/reference.ts'
import { calling } from '../calling.ts'
import { given } from '../command-input.ts'
import { type Column, listingTable, textTable } from '../text-table.ts'

const columns: readonly Column<CategoryRow>[] = [
  { head: 'CATEGORY', of: row => row.id },
  { head: 'TITLE', of: row => row.title },
  { head: 'DESCRIPTION', of: row => row.description },
  { head: 'FROM', of: row => row.system },
  { head: 'EXTERNAL ID', of: row => row.externalId },
  { head: 'ARCHIVED', of: row => (row.archived ? 'yes' : 'no') },
]
const words = (row: CategoryRow): string => textTable([row], columns, '')

export const listCategories = calling('categories.list', {
  request: input => input.page(),
  words: listing => listingTable(listing, columns, 'There are no categories yet.'),
})

export const addCategory = calling('categories.add', {
  request: input => ({ title: input.text('title') ?? '', ...given({ description: input.emptiable('description') }) }),
  words,
})

export const setCategory = calling('categories.set', {
  request: input => ({
    id: input.operand('ID'),
    ...given({ title: input.text('title'), description: input.emptiable('description'), archived: input.archived() }),
  }),
  words,
})
