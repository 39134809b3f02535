import { expect, test } from 'vitest'
import { knownValues } from '../../../../renderer/format/known-values.ts'
import { feeRow, importRow } from './fee-facts.ts'

const FACTS = {
  import: importRow('import-1', { externalId: 'aa-1' }),
  fee: feeRow({ externalId: 'e1f2', assetTag: 'MH-10001' }),
  locations: [{ externalId: 'loc-1', name: 'Quarry Lane Middle School' }],
  itemTypes: [{ externalId: 'type-1', sku: 'LB-CHARGER', title: 'Laptop charger' }],
  categories: [{ externalId: null, title: 'Devices' }],
}

test('I2 knows a record by School Id, Sku, Location and ids', () => {
  const known = Object.fromEntries(knownValues(FACTS).map(({ value, words, detail }) => [value, [words, detail]]))
  expect(known).toEqual({
    'type-1': ['item type', 'Laptop charger'],
    'loc-1': ['Location', 'Quarry Lane Middle School'],
    e1f2: ['its fee', 'Laptop charger'],
    'MH-10001': ['asset', undefined],
    'LB-CHARGER': ['Sku', 'Laptop charger'],
    '200113': ['School Id', 'Ottoline Quayle'],
    'aa-1': ['own id', undefined],
  })
})

test('calls the id of a fee its own in its own record', () => {
  const own = knownValues({ ...FACTS, import: importRow('import-1', { externalId: 'e1f2' }) })
  expect(own.at(-1)).toEqual({ value: 'e1f2', words: 'own id' })
})

test('knows the Sku of a record that became no fee', () => {
  expect(knownValues({ ...FACTS, fee: null })).toContainEqual({
    value: 'LB-CHARGER',
    words: 'Sku',
    detail: 'Laptop charger',
  })
})
