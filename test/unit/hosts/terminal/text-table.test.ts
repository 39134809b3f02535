import { expect, test } from 'vitest'
import { listingTable, moneyColumn, textTable } from '../../../../main/hosts/terminal/text-table.ts'

interface Row {
  name: string
  cents: number | null
}
const columns = [{ head: 'NAME', of: (row: Row) => row.name }, moneyColumn<Row>('AMOUNT', row => row.cents)]

test('aligns names to the left and money to the right', () => {
  const table = textTable(
    [
      { name: 'Screen', cents: 124050 },
      { name: 'A', cents: null },
    ],
    columns,
    'none',
  )
  expect(table.split('\n')).toEqual(['NAME       AMOUNT', 'Screen  $1,240.50', 'A               –'])
})

test('says in a sentence that there are no rows', () => {
  expect(textTable([], columns, 'No fee fits.')).toBe('No fee fits.')
})

test('keeps control characters of outside records from the terminal, and cuts long texts', () => {
  const table = textTable([{ name: `\u001b[2J\u0007evil\n${'x'.repeat(100)}`, cents: 1 }], columns, 'none')
  expect(table.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  expect(table.split('\n')).toHaveLength(2)
  expect(table).toContain('…')
})

test('says how to get the next page', () => {
  expect(listingTable({ items: [{ name: 'A', cents: 1 }], next: 'abc' }, columns, 'none')).toContain('--after abc')
})
