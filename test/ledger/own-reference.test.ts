import { expect, test } from 'vitest'
import { addFee, makeSmallLedger, personOf } from './small-ledger.ts'

test('a category is used by an item type in it, and by a fee that shows another title', async () => {
  const ledger = await makeSmallLedger()
  ledger.own.add('categories', { id: 'c-2', title: 'Field trips' })
  expect(ledger.own.isUsed('categories', 'c-2')).toBe(false)
  ledger.own.add('item_types', { id: 't-2', sku: 'TRIP', title: 'Zoo', category_seq: 2, type: 'fee' })
  expect(ledger.own.isUsed('categories', 'c-2')).toBe(true)
  ledger.own.delete('item_types', 't-2')
  expect(ledger.own.isUsed('categories', 'c-2')).toBe(false)
  addFee(ledger, 'fee-1', 5_000, { categorySeq: 2, categoryTitle: 'Trips, as it was called' })
  expect(ledger.own.isUsed('categories', 'c-2')).toBe(true)
})

test('an item type is used by a fee, also by one that shows an earlier Sku', async () => {
  const ledger = await makeSmallLedger()
  ledger.own.add('item_types', { id: 't-2', sku: 'TRIP', title: 'Zoo', category_seq: 1, type: 'fee' })
  expect(ledger.own.isUsed('item_types', 't-2')).toBe(false)
  addFee(ledger, 'fee-1', 5_000, { itemTypeSeq: 2, sku: 'ZOO-OLD' })
  expect(ledger.own.isUsed('item_types', 't-2')).toBe(true)
})

test('a location is used by a fee, and by a person', async () => {
  const ledger = await makeSmallLedger()
  ledger.own.add('locations', { id: 'l-1', name: 'Annex', abbreviation: 'ANX' })
  ledger.own.add('locations', { id: 'l-2', name: 'Depot', abbreviation: null })
  expect(['l-1', 'l-2'].map(id => ledger.own.isUsed('locations', id))).toEqual([false, false])
  addFee(ledger, 'fee-1', 5_000, { locationSeq: 1 })
  ledger.reference.putPerson(personOf('p-2', '1002', 'Ben Birch'))
  ledger.db.exec("UPDATE people SET location_seq = 2 WHERE external_key = 'p-2'")
  expect(['l-1', 'l-2'].map(id => ledger.own.isUsed('locations', id))).toEqual([true, true])
})

test('what a fee names cannot be deleted by mistake: the ledger refuses it', async () => {
  const ledger = await makeSmallLedger()
  ledger.own.add('categories', { id: 'c-2', title: 'Field trips' })
  addFee(ledger, 'fee-1', 5_000, { categorySeq: 2 })
  expect(() => ledger.own.delete('categories', 'c-2')).toThrow(/FOREIGN KEY/)
})
