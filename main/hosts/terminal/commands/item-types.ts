import type { ItemTypeRow } from '../../../../contract/rows/reference.ts'
import { calling } from '../calling.ts'
import { type CommandInput, given } from '../command-input.ts'
import { type Column, listingTable, moneyColumn, textTable } from '../text-table.ts'

const columns: readonly Column<ItemTypeRow>[] = [
  { head: 'ITEM TYPE', of: row => row.id },
  { head: 'SKU', of: row => row.sku },
  { head: 'TITLE', of: row => row.title },
  { head: 'CATEGORY', of: row => row.category },
  { head: 'TYPE', of: row => row.type },
  moneyColumn('DEFAULT', row => row.defaultAmountCents),
  { head: 'GL CODE', of: row => row.glCode },
  { head: 'FROM', of: row => row.system },
  { head: 'ARCHIVED', of: row => (row.archived ? 'yes' : 'no') },
]
const words = (row: ItemTypeRow): string => textTable([row], columns, '')

/** What may be emptied with an empty value. */
const emptiable = (input: CommandInput) =>
  given({
    description: input.emptiable('description'),
    defaultAmount: input.emptiable('default-amount'),
    glCode: input.emptiable('gl-code'),
  })

export const listItemTypes = calling('itemTypes.list', {
  request: input => input.page(),
  words: listing => listingTable(listing, columns, 'There are no item types yet.'),
})

export const addItemType = calling('itemTypes.add', {
  request: input => ({
    sku: input.text('sku') ?? '',
    title: input.text('title') ?? '',
    category: input.text('category') ?? '',
    type: input.required('type', ['fee', 'payment', 'adjustment']),
    ...emptiable(input),
  }),
  words,
})

export const setItemType = calling('itemTypes.set', {
  request: input => ({
    id: input.operand('ID'),
    ...given({
      sku: input.text('sku'),
      title: input.text('title'),
      category: input.text('category'),
      archived: input.archived(),
    }),
    ...emptiable(input),
  }),
  words,
})
