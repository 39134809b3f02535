import { expect, test } from 'vitest'
import { readReferenceLists } from '../../main/ledger/reference-lists.ts'
import { AT, makeSmallLedger, personOf, type SmallLedger } from './small-ledger.ts'

function putLocation(ledger: SmallLedger, key: string, more: { name?: string; isDeleted?: boolean } = {}): void {
  ledger.reference.putLocation(
    {
      kind: 'location',
      externalId: key.toUpperCase(),
      key,
      name: more.name ?? 'Elm School',
      abbreviation: 'ELM',
      isDeleted: more.isDeleted ?? false,
    },
    AT,
  )
}

function putItemType(ledger: SmallLedger, key: string, sku: string, categoryKey: string): void {
  ledger.reference.putItemType({
    kind: 'item-type',
    externalId: key.toUpperCase(),
    key,
    sku,
    title: 'Lost charger',
    description: null,
    categoryKey,
    type: 'fee',
    defaultAmountCents: null,
  })
}

test('a record that comes again changes its row and keeps its id', async () => {
  const ledger = await makeSmallLedger()
  const person = () => ledger.db.prepare("SELECT seq, id, name, school_id FROM people WHERE external_key = 'p-1'").get()
  const before = person()
  ledger.reference.putPerson(personOf('p-1', '2002', 'Ada Birch'))
  expect(person()).toEqual({ ...(before as object), name: 'Ada Birch', school_id: '2002' })
  expect(readReferenceLists(ledger.db).people).toHaveLength(1)
})

test('I2 two people may carry one School Id: both are kept, and matching is not decided here', async () => {
  const ledger = await makeSmallLedger()
  ledger.reference.putPerson(personOf('p-2', '1001', 'Ben Birch'))
  expect(readReferenceLists(ledger.db).people.map(one => [one.name, one.schoolId])).toEqual([
    ['Ada Applewood', '1001'],
    ['Ben Birch', '1001'],
  ])
})

test('what came in the wrong order is put together by link', async () => {
  const ledger = await makeSmallLedger()
  ledger.reference.putPerson({ ...personOf('p-2', '1002', 'Ben Birch'), locationKey: 'loc-1' })
  putItemType(ledger, 'type-2', 'CHARGER', 'cat-2')
  const links = () => ({
    location: ledger.db.prepare("SELECT location_seq FROM people WHERE external_key = 'p-2'").pluck().get(),
    category: ledger.db.prepare("SELECT category_seq FROM item_types WHERE external_key = 'type-2'").pluck().get(),
  })
  ledger.reference.link()
  expect(links()).toEqual({ location: null, category: null })
  putLocation(ledger, 'loc-1')
  ledger.reference.putCategory({
    kind: 'category',
    externalId: 'CAT-2',
    key: 'cat-2',
    title: 'Chargers',
    description: null,
  })
  ledger.reference.link()
  expect(links()).toEqual({ location: 1, category: 2 })
})

test('a category that a complete pull no longer lists is archived, and comes back when it is listed again', async () => {
  const ledger = await makeSmallLedger()
  const archivedAt = () => ledger.db.prepare('SELECT archived_at FROM categories WHERE seq = 1').pluck().get()
  ledger.reference.archive('categories', 'cat-1', AT)
  ledger.reference.archive('categories', 'cat-1', '2026-03-09T15:00:00.000Z')
  expect(archivedAt()).toBe(AT)
  ledger.reference.putCategory({
    kind: 'category',
    externalId: 'CAT-1',
    key: 'cat-1',
    title: 'Devices',
    description: null,
  })
  expect(archivedAt()).toBeNull()
})

test('an archived item type is still found by its key, and says that it is archived', async () => {
  const ledger = await makeSmallLedger()
  const flags = () => readReferenceLists(ledger.db).itemTypes.map(type => [type.sku, type.isArchived])
  expect(flags()).toEqual([['SCREEN', false]])
  ledger.reference.archive('item-types', 'type-1', AT)
  expect(flags()).toEqual([['SCREEN', true]])
})

test('a deleted location is archived', async () => {
  const ledger = await makeSmallLedger()
  const archivedAt = () => ledger.db.prepare('SELECT archived_at FROM locations').pluck().get()
  putLocation(ledger, 'loc-1')
  expect(archivedAt()).toBeNull()
  putLocation(ledger, 'loc-1', { isDeleted: true })
  expect(archivedAt()).toBe(AT)
})

test('a category of the ledger\u2019s own is made once, beside one of Incident IQ with the same title', async () => {
  const ledger = await makeSmallLedger()
  const own = ledger.reference.ownCategory('Devices')
  expect(own).toEqual({ seq: 2, key: null, title: 'Devices' })
  expect(ledger.reference.ownCategory('Devices')).toEqual(own)
  expect(readReferenceLists(ledger.db).categories).toEqual([{ seq: 1, key: 'cat-1', title: 'Devices' }])
})
