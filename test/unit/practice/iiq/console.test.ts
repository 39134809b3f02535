import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Practice } from '../../../../main/practice/practice.ts'
import { call, FEES_PATH, listUsers, searchItems, startSmall } from '../ask-practice.ts'

let practice: Practice

beforeEach(async () => {
  practice = await startSmall()
})

afterEach(() => practice.close())

const readItem = async (id: string, isDeleted = false) =>
  (
    await searchItems(
      practice,
      isDeleted
        ? [
            ['lineitemid', id],
            ['isdeleted', 'true'],
          ]
        : [['lineitemid', id]],
    )
  ).body.Items[0]

test('a fee, its payment, adjustment and waiver show on the wire', async () => {
  const { iiq } = practice
  const fee = iiq.addFee({ sku: 'LB-LOST', amountCents: 20_000, dueDate: '2026-12-01', description: 'Lost on a trip' })
  expect(await readItem(fee.id)).toMatchObject({
    Sku: 'LB-LOST',
    Amount: 200,
    AmountDue: 200,
    DueDate: '2026-12-01',
    Description: 'Lost on a trip',
    SchoolIdNumber: fee.schoolIdNumber,
  })
  iiq.payFee({ id: fee.id, amountCents: 5000 })
  iiq.adjustFee({ id: fee.id, amountCents: 1000 })
  expect(await readItem(fee.id)).toMatchObject({ Amount: 200, AmountDue: 160 })
  const waiver = iiq.waiveFee({ id: fee.id })
  expect(await readItem(waiver.id)).toMatchObject({ Type: 'Adjustment', Amount: -160, AppliesToLineItemId: fee.id })
  expect(await readItem(fee.id)).toMatchObject({ AmountDue: 0 })
})

test('an edit moves ModifiedDate and never CreatedDate', async () => {
  const [fee] = practice.iiq.fees()
  const before = await readItem(fee?.id ?? '')
  const edited = practice.iiq.editFee({ id: fee?.id ?? '', amountCents: 777, sku: 'TXT-SCI', dueDate: null })
  expect(await readItem(edited.id)).toMatchObject({
    Amount: 7.77,
    Sku: 'TXT-SCI',
    Name: 'Science textbook',
    DueDate: null,
    CreatedDate: before?.CreatedDate,
  })
  expect(Date.parse(edited.modifiedDate)).toBeGreaterThan(Date.parse(fee?.modifiedDate ?? ''))
})

test('a fee moved to another student carries that student by id and number', async () => {
  const [fee] = practice.iiq.fees()
  const other = practice.iiq.addUser({ schoolIdNumber: '777001' })
  practice.iiq.editFee({ id: fee?.id ?? '', userId: other.id })
  expect(await readItem(fee?.id ?? '')).toMatchObject({ UserId: other.id, SchoolIdNumber: '777001' })
  practice.iiq.editFee({ id: fee?.id ?? '', schoolIdNumber: 'nobody' })
  expect(await readItem(fee?.id ?? '')).toMatchObject({ UserId: null, SchoolIdNumber: 'nobody' })
})

test('deleting a fee deletes its payments and adjustments; restoring it brings back those and no others', async () => {
  const { iiq } = practice
  const fee = iiq.addFee({ amountCents: 1000 })
  const early = iiq.payFee({ id: fee.id, amountCents: 100 })
  const kept = iiq.payFee({ id: fee.id, amountCents: 200 })
  iiq.deleteItem({ id: early.id })
  expect(iiq.item({ id: fee.id })?.amountDueCents).toBe(800)
  iiq.deleteItem({ id: fee.id })
  for (const id of [fee.id, early.id, kept.id]) {
    expect(await readItem(id)).toBeUndefined()
    expect(await readItem(id, true)).toMatchObject({ IsDeleted: true })
  }
  iiq.restoreItem({ id: fee.id })
  expect(await readItem(kept.id)).toMatchObject({ IsDeleted: false })
  expect(await readItem(early.id)).toBeUndefined()
  expect(await readItem(fee.id)).toMatchObject({ AmountDue: 8 })
})

test('a purged fee is in no list, with its entries', async () => {
  const { iiq } = practice
  const fee = iiq.addFee()
  const payment = iiq.payFee({ id: fee.id, amountCents: 100 })
  iiq.purgeItem({ id: fee.id })
  for (const id of [fee.id, payment.id]) {
    expect(await readItem(id)).toBeUndefined()
    expect(await readItem(id, true)).toBeUndefined()
  }
})

test('a purged payment no longer lowers its fee', () => {
  const { iiq } = practice
  const fee = iiq.addFee({ amountCents: 1000 })
  const payment = iiq.payFee({ id: fee.id, amountCents: 100 })
  iiq.purgeItem({ id: payment.id })
  expect(iiq.item({ id: fee.id })?.amountDueCents).toBe(1000)
})

test('an edited payment changes what is due', () => {
  const { iiq } = practice
  const fee = iiq.addFee({ amountCents: 1000 })
  const payment = iiq.payFee({ id: fee.id, amountCents: 100 })
  iiq.editFee({ id: payment.id, amountCents: 400 })
  expect(iiq.item({ id: fee.id })?.amountDueCents).toBe(600)
})

test('users, locations, types and categories can be added and edited', async () => {
  const { iiq } = practice
  const user = iiq.addUser({ schoolIdNumber: '555', firstName: 'Ada', locationId: iiq.locations()[0]?.id ?? null })
  iiq.editUser({ id: user.id, schoolIdNumber: '556', lastName: 'Birchwick' })
  const { body } = await listUsers(practice, '', [['schoolidnumber', '556']])
  expect(body.Items).toMatchObject([{ UserId: user.id, Name: 'Ada Birchwick' }])
  const location = iiq.addLocation({ name: 'Pond Road School' })
  iiq.editLocation({ id: location.id, abbreviation: 'PRS' })
  const { body: places } = await call(practice, 'GET', '/api/v1.0/locations/all')
  expect(places.Items.at(-1)).toEqual({
    LocationId: location.id,
    Name: 'Pond Road School',
    Abbreviation: 'PRS',
    IsDeleted: false,
  })
  const category = iiq.addCategory({ title: 'Parking' })
  iiq.editCategory({ id: category.id, title: 'Parking permits' })
  const { body: options } = await call(practice, 'GET', `${FEES_PATH}/sync/options`)
  expect(options.Item.Categories).toContainEqual({
    CategoryId: category.id,
    Title: 'Parking permits',
    Description: null,
  })
  iiq.removeCategory({ id: category.id })
  expect(iiq.categories()).toHaveLength(5)
  const type = iiq.addItemType({ sku: 'PARK', title: 'Parking permit', categoryId: category.id })
  const fee = iiq.addFee({ sku: 'PARK' })
  iiq.editItemType({ id: type.id, sku: 'PARK-1', title: 'Parking' })
  expect(await readItem(fee.id)).toMatchObject({ Sku: 'PARK-1', Name: 'Parking' })
  iiq.removeItemType({ id: type.id })
  expect(iiq.itemTypes()).toHaveLength(17)
})

test('a new student number also shows on the fees that carried the old one', async () => {
  const { iiq } = practice
  const user = iiq.addUser({ schoolIdNumber: '600' })
  const fee = iiq.addFee({ userId: user.id })
  iiq.editUser({ id: user.id, schoolIdNumber: '601' })
  expect(await readItem(fee.id)).toMatchObject({ SchoolIdNumber: '601' })
})

test('a planted row comes word for word, counts in totals and is found by what can be read of it', async () => {
  const before = (await searchItems(practice)).body.Paging.TotalRows
  const text =
    '{"LineItemId":"5b0e3c0e-0000-4000-8000-00000000abcd","Type":"Fee","Amount":12.345,"CreatedDate":"2026-10-01T10:00:00","Odd":  true}'
  const id = practice.iiq.putRaw({ kind: 'item', text })
  practice.iiq.putRaw({ kind: 'item', text: '{"LineItemId":null,"Amount":5}' })
  practice.iiq.putRaw({ kind: 'item', text: '"no object at all"' })
  const all = await searchItems(practice)
  expect(all.body.Paging.TotalRows).toBe(before + 3)
  expect(all.text).toContain(text)
  expect(all.text).toContain('"no object at all"')
  const found = await searchItems(practice, [['lineitemid', id]])
  expect(found.body.ItemCount).toBe(1)
  expect(found.text).toContain(text)
  practice.iiq.deleteItem({ id })
  expect((await searchItems(practice)).body.Paging.TotalRows).toBe(before + 2)
})

test.each(['type', 'category', 'location', 'user'] as const)('a raw row of kind %s can be planted', async kind => {
  const text = '{"Name":17,"Title":null,"planted":true}'
  practice.iiq.putRaw({ kind, text })
  const paths = {
    type: () => call(practice, 'POST', `${FEES_PATH}/data/line-item-types/search`, { Skip: 0, Limit: 100 }),
    category: () => call(practice, 'GET', `${FEES_PATH}/sync/options`),
    location: () => call(practice, 'GET', '/api/v1.0/locations/all'),
    user: () => listUsers(practice, '?$s=1000'),
  }
  expect((await paths[kind]()).text).toContain(text)
})

test('what does not exist is named in the error', () => {
  const { iiq } = practice
  expect(() => iiq.deleteItem({ id: 'x' })).toThrow('There is no line item x.')
  expect(() => iiq.addFee({ sku: 'NOPE' })).toThrow('There is no item type of kind Fee with Sku NOPE.')
  expect(() => iiq.addFee({ amountCents: 1.5 })).toThrow('1.5 is no whole number of cents.')
})
